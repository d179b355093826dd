import PKNumerics

/// What a random stream of a study is for; never renumber, or seeds change their meaning.
///
/// The arms of a study share each patient's numbers: no stream knows of arms.
enum StudyStream: UInt32 {
  case patient = 21
  case conduct = 22
  case antibodies = 23
  case sampling = 24

  func stream(seed: UInt64, subject: Int, replicate: Int = 0) -> RandomStream {
    RandomStream(seed: seed, stream: rawValue, subject: UInt64(subject), replicate: UInt32(clamping: replicate))
  }
}
