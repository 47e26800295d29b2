// Standard error: whole messages and, on a terminal, the line of progress that makes way for them.

import Synchronization

/// Standard error. Messages and progress never mix: the line of progress is wiped before a message is shown.
final class ErrorConsole: Sendable {
    private struct State {
        /// Whether a line of progress is on the screen.
        var hasLine = false
        /// Whether messages wait for the pager to leave the screen.
        var isHolding = false
        /// The messages that wait.
        var held: [UInt8] = []
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// Writes to a descriptor.
    init(descriptor: Int32 = 2) {
        self.descriptor = descriptor
    }

    /// Shows whole lines. A failure to write them is ignored: there is no other place to report it.
    func show(_ lines: [UInt8]) {
        state.withLock { state in
            if state.isHolding {
                state.held += lines
                return
            }
            try? RawOutput.write((state.hasLine ? ErrorConsole.wipe : []) + lines, to: descriptor)
            setLine(false, &state)
        }
    }

    /// Puts a line of progress in the place of the one before.
    func draw(progress line: [UInt8]) {
        state.withLock { state in
            guard !state.isHolding else { return }
            // Set before the line is drawn: an interrupt in between then wipes one line too many, not one too few.
            setLine(true, &state)
            try? RawOutput.write(ErrorConsole.wipe + line, to: descriptor)
        }
    }

    /// Wipes the line of progress.
    func wipe() {
        state.withLock { state in
            guard state.hasLine else { return }
            try? RawOutput.write(ErrorConsole.wipe, to: descriptor)
            setLine(false, &state)
        }
    }

    /// Keeps messages back, because a pager has the screen.
    func hold() {
        state.withLock { $0.isHolding = true }
    }

    /// Shows what was kept back.
    func release() {
        state.withLock { state in
            state.isHolding = false
            let held = state.held
            state.held = []
            try? RawOutput.write(held, to: descriptor)
        }
    }

    private func setLine(_ hasLine: Bool, _ state: inout State) {
        state.hasLine = hasLine
        Interruption.hasProgressLine.store(hasLine, ordering: .relaxed)
    }

    /// Back to the first column, and everything to its right erased.
    private static let wipe = Array("\r\u{1b}[K".utf8)
}
