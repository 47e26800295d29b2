// Shows a piece of work's progress on standard error once it takes longer than half a second.

import RgitCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The line of progress. It has a thread of its own, because all others are busy with the work.
final class ProgressLine: Sendable {
    /// How long work takes before its progress is shown, in nanoseconds.
    private static let delay: UInt64 = 500_000_000
    /// The time between two updates of the line, in nanoseconds.
    private static let interval: UInt64 = 100_000_000

    private let meter: ProgressMeter
    private let console: ErrorConsole
    /// The terminal's width; `nil` where standard error is no terminal and every report is a line of its own.
    private let width: Int?
    /// Whether the line has been taken away for good. Held while drawing, so that nothing is drawn afterwards.
    private let isStopped = Mutex(false)

    /// Begins to show what `meter` says.
    init(_ meter: ProgressMeter, on console: ErrorConsole, width: Int?) {
        self.meter = meter
        self.console = console
        self.width = width
        start()
    }

    /// Wipes the line and shows it no more.
    func stop() {
        isStopped.withLock { isStopped in
            if !isStopped, width != nil { console.wipe() }
            isStopped = true
        }
    }

    private func start() {
        // The thread keeps the object alive until it notices that the line is stopped, a tenth of a second later at most.
        let this = Unmanaged.passRetained(self)
        #if canImport(Glibc)
            var thread = pthread_t()
            let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
                if let argument { Unmanaged<ProgressLine>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }
        #else
            var thread: pthread_t?
            let body: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
                Unmanaged<ProgressLine>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }
        #endif
        guard pthread_create(&thread, nil, body, this.toOpaque()) == 0 else {
            this.release()
            return
        }
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
    }

    private func run() {
        // Signals are for the threads that do the work; this one only draws.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let begin = Clock.nanoseconds()
        var wait = ProgressLine.interval
        while true {
            var pause = timespec(tv_sec: 0, tv_nsec: Int(wait))
            nanosleep(&pause, nil)
            let isOver = isStopped.withLock { isStopped in
                if !isStopped, Clock.nanoseconds() &- begin >= ProgressLine.delay { draw() }
                return isStopped
            }
            if isOver { return }
            if width == nil { wait = ProgressLine.interval * 9 }
        }
    }

    private func draw() {
        guard let phase = meter.phase else { return }
        let text = Array(
            ProgressLine.text(
                phase, completed: meter.completed, units: meter.completedUnits, items: meter.currentItems
            ).utf8)
        guard let width else {
            console.show(text + [0x0a])
            return
        }
        // The last cell stays free: some terminals move to the next line once it is filled.
        console.draw(progress: Array(text.prefix(max(1, width - 1))))
    }

    /// `Comparing trees: 45% (12,345/81,966)`, or `Reading commits: 12,345` while the total is unknown; then what
    /// else is counted, and what is being worked on.
    static func text(
        _ phase: ProgressMeter.Phase, completed: Int, units: Int = 0, items: [String] = []
    ) -> String {
        let also = phase.unit.map { ", \(grouped(units)) \($0)" } ?? ""
        // Names come from outside; one cell each is all that the width can be counted by.
        let names = items.map { name in
            String(name.unicodeScalars.map { (" "..."~").contains($0) ? Character($0) : "?" })
        }
        return steps(phase, completed) + also + (names.isEmpty ? "" : ": " + names.joined(separator: ", "))
    }

    private static func steps(_ phase: ProgressMeter.Phase, _ completed: Int) -> String {
        guard let total = phase.total, total > 0 else { return "\(phase.title): \(grouped(completed))" }
        let done = min(max(completed, 0), total)
        let percent = Int(Double(done) / Double(total) * 100)
        return "\(phase.title): \(percent)% (\(grouped(done))/\(grouped(total)))"
    }

    /// A number with a comma between every three digits.
    private static func grouped(_ number: Int) -> String {
        var result = ""
        let digits = String(number.magnitude)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return number < 0 ? "-" + result : result
    }
}
