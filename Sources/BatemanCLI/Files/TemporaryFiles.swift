@preconcurrency import Dispatch
import Foundation
import Synchronization

/// The temporary files of this process, so that an interrupt leaves none of them behind.
enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])
  private static let signals = [SIGINT, SIGTERM, SIGHUP].map { number in
    // The default action would end the process before the handler runs.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      removeAll()
      // What a shell reports for a process that a signal ended; 130 for Ctrl-C.
      _exit(128 + number)
    }
    source.resume()
    return source
  }

  /// Remembers a file until it is removed.
  static func add(_ path: String) {
    _ = signals
    paths.withLock { _ = $0.insert(path) }
  }

  /// Deletes a file, unless it has been renamed, and forgets it.
  static func remove(_ path: String) {
    paths.withLock { _ = $0.remove(path) }
    unlink(path)
  }

  private static func removeAll() {
    paths.withLock { for path in $0 { unlink(path) } }
  }
}
