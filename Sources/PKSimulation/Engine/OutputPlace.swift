import PKNumerics

/// Where in an attempted step one lane's next output is.
struct OutputPlace {
  /// When it is: one of the subject's output times, or the start of the step where none is left.
  var time: UnsafePointer<Double>
  /// The last time inside the step.
  var last = 0.0
  /// Where its predictions go.
  var target = 0
}

extension LaneArray<OutputPlace> {
  /// The times of all lanes.
  ///
  /// Each is read from where it has long been: a vector read just after one of its lanes was written waits.
  var times: Lanes {
    Lanes(
      self[0].time.pointee, self[1].time.pointee, self[2].time.pointee, self[3].time.pointee, self[4].time.pointee,
      self[5].time.pointee, self[6].time.pointee, self[7].time.pointee)
  }
}
