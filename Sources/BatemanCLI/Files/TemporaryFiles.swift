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
      // The lock is kept to the end, so that no file comes into being behind the handler's back.
      paths.withLock { paths in
        for path in paths { unlink(path) }
        // What a shell reports for a process that a signal ended; 130 for Ctrl-C.
        _exit(128 + number)
      }
    }
    source.resume()
    return source
  }

  /// Creates a file that is deleted when the process is interrupted.
  ///
  /// - Returns: its descriptor, or −1 and `errno` when it cannot be created.
  static func create(_ path: String) -> Int32 {
    _ = signals
    return paths.withLock { paths in
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { paths.insert(path) }
      return descriptor
    }
  }

  /// Deletes a file, unless it has been renamed, and forgets it.
  static func remove(_ path: String) {
    paths.withLock { paths in
      paths.remove(path)
      unlink(path)
    }
  }
}
