// Reports on standard error what went wrong, and remembers what could not be read.

import Records
import RgitCore
import Synchronization

/// The errors and warnings of one run.
final class Diagnostics: Sendable {
    private struct State {
        var errors: [RgitError] = []
        var warnings: [Warning] = []
        /// What has been reported already: several workers may fail on the same object.
        var said: Set<[UInt8]> = []
    }

    private let state = Mutex(State())
    private let isColored: Bool
    private let isQuiet: Bool
    private let show: @Sendable ([UInt8]) -> Void

    /// Shows errors and warnings through `show`, which gets whole lines.
    init(isColored: Bool, isQuiet: Bool, show: @escaping @Sendable ([UInt8]) -> Void) {
        self.isColored = isColored
        self.isQuiet = isQuiet
        self.show = show
    }

    /// What could not be read so far.
    var errors: [RgitError] { state.withLock { $0.errors } }

    /// The warnings so far.
    var warnings: [Warning] { state.withLock { $0.warnings } }

    /// Shows an error and remembers it, the first time it is reported.
    func report(_ error: RgitError) {
        let isNew = state.withLock { state in
            guard state.said.insert(Diagnostics.lines(error, isColored: false)).inserted else { return false }
            state.errors.append(error)
            return true
        }
        if isNew { show(error: error) }
    }

    /// Shows an error.
    func show(error: RgitError) {
        show(Diagnostics.lines(error, isColored: isColored))
    }

    /// Shows a warning the first time it is reported, unless `-q` forbids it.
    func warn(_ warning: Warning) {
        if isQuiet { return }
        let (text, subject) = (warning.what, warning.subject)
        var line: [UInt8] = []
        ColorRole.warning.paint("warning:".utf8, isColored, into: &line)
        line.append(0x20)
        Diagnostics.append(warning.repository, to: &line)
        VisibleText.append(Array(text.utf8), to: &line)
        if !subject.isEmpty {
            line.append(contentsOf: ": ".utf8)
            VisibleText.append(subject.utf8, to: &line)
        }
        line.append(0x0a)
        let isNew = state.withLock { state in
            guard state.said.insert(line).inserted else { return false }
            state.warnings.append(warning)
            return true
        }
        if isNew { show(line) }
    }

    /// Shows a hint that goes with no error, unless `-q` forbids it.
    func hint(_ text: String) {
        note(text, "hint:", .hint)
    }

    /// Shows something about an answer that is no warning, unless `-q` forbids it.
    func note(_ text: String) {
        note(text, "note:", .hint)
    }

    private func note(_ text: String, _ word: String, _ role: ColorRole) {
        if isQuiet { return }
        var line: [UInt8] = []
        role.paint(word.utf8, isColored, into: &line)
        line.append(0x20)
        VisibleText.append(Array(text.utf8), to: &line)
        line.append(0x0a)
        show(line)
    }

    /// The name of a repository among several, before what is said of it.
    private static func append(_ repository: Text?, to line: inout [UInt8]) {
        guard let repository else { return }
        VisibleText.append(repository.utf8, to: &line)
        line.append(contentsOf: ": ".utf8)
    }

    /// The line `rgit: what: subject` and, where there is one, the line `hint: …`.
    static func lines(_ error: RgitError, isColored: Bool) -> [UInt8] {
        var lines: [UInt8] = []
        ColorRole.error.paint("rgit:".utf8, isColored, into: &lines)
        lines.append(0x20)
        append(error.repository, to: &lines)
        VisibleText.append(Array(error.what.utf8), to: &lines)
        if !error.subject.isEmpty {
            lines.append(contentsOf: ": ".utf8)
            VisibleText.append(error.subject.utf8, to: &lines)
        }
        lines.append(0x0a)
        if let hint = error.hint {
            ColorRole.hint.paint("hint:".utf8, isColored, into: &lines)
            lines.append(0x20)
            VisibleText.append(Array(hint.utf8), to: &lines)
            lines.append(0x0a)
        }
        return lines
    }
}
