import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#endif

// The functions of bateman.h, which documents them. Texts that are returned are made by `strdup` and freed by
// `bateman_free`; nothing is kept between calls but the simulations that the caller holds.

/// The version of the library.
@_cdecl("bateman_version")
public func bateman_version() -> UnsafePointer<CChar>? { version }

/// Lives as long as the process.
nonisolated(unsafe) private let version: UnsafePointer<CChar>? = strdup("0.1.0").map { UnsafePointer($0) }

/// Frees a text that this library returned.
@_cdecl("bateman_free")
public func bateman_free(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

/// Answers a request in JSON by an answer in JSON; never nil but when memory is out.
@_cdecl("bateman_call")
public func bateman_call(_ request: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? {
  strdup(Call.answer(to: bytes(of: request)))
}

/// Prepares a simulation; nil and a failure in JSON when the request cannot be used.
@_cdecl("bateman_simulation_create")
public func bateman_simulation_create(
  _ request: UnsafePointer<CChar>?, _ failure: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  failure?.pointee = nil
  do {
    let call = try Call.decoded(SimulateCall.self, bytes(of: request))
    return Unmanaged.passRetained(SimulationHandle(try call.simulation())).toOpaque()
  } catch {
    failure?.pointee = strdup(CallFailure(error).json)
    return nil
  }
}

/// Arms, outputs, times and units of a simulation in JSON.
@_cdecl("bateman_simulation_describe")
public func bateman_simulation_describe(_ simulation: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<CChar>? {
  guard let prepared = handle(simulation)?.simulation else { return nil }
  return strdup(Call.json(prepared.description))
}

/// How many arms, subjects, times, outputs and cycles there are.
@_cdecl("bateman_simulation_shape")
public func bateman_simulation_shape(_ simulation: UnsafeMutableRawPointer?, _ shape: UnsafeMutablePointer<Int64>?) {
  guard let prepared = handle(simulation)?.simulation, let shape else { return }
  for (index, size) in prepared.shape.enumerated() { shape[index] = Int64(size) }
}

/// Runs a simulation into arrays of the caller; nil when it is done, else a failure in JSON.
@_cdecl("bateman_simulation_run")
public func bateman_simulation_run(
  _ simulation: UnsafeMutableRawPointer?, _ predictions: UnsafeMutablePointer<Double>?, _ predictionCount: Int64,
  _ exposure: UnsafeMutablePointer<Double>?, _ exposureCount: Int64
) -> UnsafeMutablePointer<CChar>? {
  guard let prepared = handle(simulation)?.simulation else { return strdup(CallFailure.noSimulation.json) }
  guard predictions == nil || predictionCount == Int64(prepared.predictionCount),
    exposure == nil || exposureCount == Int64(prepared.exposureCount)
  else { return strdup(CallFailure.wrongSize.json) }
  do {
    let results = try prepared.run()
    if let predictions { copy(results.predictions, to: predictions) }
    if let exposure { copy(results.exposure, to: exposure) }
    return nil
  } catch {
    return strdup(CallFailure(error).json)
  }
}

/// Frees a simulation.
@_cdecl("bateman_simulation_free")
public func bateman_simulation_free(_ simulation: UnsafeMutableRawPointer?) {
  guard let simulation else { return }
  Unmanaged<SimulationHandle>.fromOpaque(simulation).release()
}

/// What a caller holds.
final class SimulationHandle: Sendable {
  let simulation: PreparedSimulation
  init(_ simulation: PreparedSimulation) { self.simulation = simulation }
}

private func handle(_ pointer: UnsafeMutableRawPointer?) -> SimulationHandle? {
  pointer.map { Unmanaged<SimulationHandle>.fromOpaque($0).takeUnretainedValue() }
}

private func bytes(of text: UnsafePointer<CChar>?) -> [UInt8] {
  guard let text else { return [] }
  return UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
}

private func copy(_ values: [Double], to target: UnsafeMutablePointer<Double>) {
  values.withUnsafeBufferPointer { source in
    if let base = source.baseAddress { target.update(from: base, count: source.count) }
  }
}
