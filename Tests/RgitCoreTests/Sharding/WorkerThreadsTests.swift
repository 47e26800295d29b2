// Threads of one piece of work: that they all run, and on which processors they may.

import Foundation
import Synchronization
import Testing

@testable import RgitCore

@Suite struct WorkerThreadsTests {
    /// The processors that the calling thread may run on.
    private static func allowedProcessors() throws -> String {
        let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
        return String(try #require(status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }))
    }

    /// A thread that has left the processor it was started on may come back to it.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/thread-self/status")))
    func threadsMayRunOnEveryProcessor() async throws {
        let expected = try Self.allowedProcessors()
        let found = Mutex<[String]>([])
        let threads = try #require(
            WorkerThreads(count: 4) {
                let processors = (try? Self.allowedProcessors()) ?? "unknown"
                found.withLock { $0.append(processors) }
            })
        await threads.finish()
        #expect(found.withLock { $0 } == Array(repeating: expected, count: 4))
    }
}
