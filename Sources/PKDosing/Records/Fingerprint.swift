import Crypto

/// The SHA-256 of bytes, as records write it.
public enum Fingerprint {
  /// `sha256:` and 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    let digits = Array("0123456789abcdef")
    return hash.finalize().reduce(into: "sha256:") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
}
