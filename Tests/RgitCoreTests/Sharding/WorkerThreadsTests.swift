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

    /// A thread that begins apart from the one that starts it may come to its processor later.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/thread-self/status")),
        arguments: [false, true])
    func threadsMayRunOnEveryProcessor(isCallerIdle: Bool) async throws {
        let expected = try Self.allowedProcessors()
        let found = Mutex<[String]>([])
        let threads = try #require(
            WorkerThreads(count: 4, isCallerIdle: isCallerIdle) {
                let processors = (try? Self.allowedProcessors()) ?? "unknown"
                found.withLock { $0.append(processors) }
            })
        await threads.finish()
        #expect(found.withLock { $0 } == Array(repeating: expected, count: 4))
    }
}
