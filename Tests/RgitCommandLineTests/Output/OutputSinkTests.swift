// Standard output and what can go wrong with it.

import Foundation
import RgitCore
import Support
import Testing

@testable import RgitCommandLine

@Suite struct OutputSinkTests {
    @Test func everythingArrivesInOrder() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        // A pipe that does not block takes part of a write, then refuses.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let sink = OutputSink(descriptor: ends[1])
        var random = SplitMix64(seed: 2)
        let pieces = (0..<300).map { _ in
            (0..<Int.random(in: 0...5000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
        }
        let reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let done = DispatchSemaphore(value: 0)
        let received = Received()
        Thread.detachNewThread {
            received.set(reader.readDataToEndOfFile())
            done.signal()
        }
        for piece in pieces { try sink.write(piece) }
        try sink.finish()
        done.wait()
        #expect(received.bytes == pieces.flatMap { $0 })
    }

    @Test func aReaderThatHasGoneIsToldFromAFailure() throws {
        Interruption.install()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        let sink = OutputSink(descriptor: ends[1])
        #expect(throws: OutputClosed.self) { try sink.write([UInt8](repeating: 0, count: 1 << 20)) }
        #expect(throws: OutputClosed.self) { try sink.write([UInt8](repeating: 0, count: 1 << 20)) }
        #expect(throws: Never.self) { try sink.finish() }
    }

    #if os(Linux)
        @Test func aFullDiskIsAnErrorEvenAtTheLastByte() throws {
            let sink = OutputSink(descriptor: open("/dev/full", O_WRONLY))
            let error = #expect(throws: RgitError.self) {
                try sink.write([0x61])
                try sink.finish()
            }
            #expect(error?.kind == .io)
            #expect(error?.what == "cannot write standard output")
            #expect(error?.subject == "No space left on device")
        }
    #endif

    private final class Received: @unchecked Sendable {
        // Set by one thread before it signals, read by another after it has waited for that.
        private(set) var bytes: [UInt8] = []
        func set(_ data: Data) { bytes = Array(data) }
    }
}
