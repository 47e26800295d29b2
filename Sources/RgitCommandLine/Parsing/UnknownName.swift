// The error for a name that is not in the table: what may have been meant, or what rgit has instead.

import Records
import RgitCore

/// Makes the usage errors for unknown options and commands.
enum UnknownName {
    /// An unknown long option.
    static func option(
        _ name: String, of command: String?, options: [OptionInfo], globals: [OptionInfo]
    ) -> RgitError {
        if let refused = refused("--" + name, of: command) { return refused }
        let known = (options + globals).filter { !$0.isHidden }
        let names = known.flatMap { info in
            info.longNames + (info.negation == .listed ? info.negatedNames : [])
        }
        let near = EditDistance.nearest(to: name, among: names).map { "'--\($0)'" }
        var hint = near.isEmpty ? nil : "did you mean \(list(near))?"
        if hint == nil, command == nil { hint = ownerHint { $0.longNames.contains(name) } }
        return RgitError(.usage, "unknown option", "--" + name, hint: hint)
    }

    /// An unknown letter.
    static func letter(_ letter: UInt8, of command: String?, options: [OptionInfo]) -> RgitError {
        let name = Character(Unicode.Scalar(letter))
        if letter < 0x80, let refused = refused("-\(name)", of: command) { return refused }
        let hint = command == nil && letter < 0x80 ? ownerHint { $0.short == name } : nil
        return RgitError(.usage, "unknown option", [UInt8(ascii: "-"), letter], hint: hint)
    }

    /// An option that git has and rgit refuses.
    private static func refused(_ spelled: String, of command: String?) -> RgitError? {
        guard let command, let reason = GitOptions.refusal(of: spelled, command: command) else { return nil }
        return RgitError(.usage, "unsupported option of git", spelled, hint: reason)
    }

    /// An unknown command.
    static func command(_ name: [UInt8], among commands: [AnyCommand]) -> RgitError {
        let names = commands.filter { !$0.info.isHidden }.map(\.name)
        let text = String(decoding: name, as: UTF8.self)
        let near = EditDistance.nearest(to: text, among: names).map { "'rgit \($0)'" }
        let hint =
            near.isEmpty
            ? GitHabits.commandHint(for: text) ?? "'rgit help' lists the commands"
            : "did you mean \(list(near))?"
        return RgitError(.usage, "unknown command", name, hint: hint)
    }

    /// `a`, `a or b`, `a, b or c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// Says where an option belongs that was written before the command.
    private static func ownerHint(_ isMatch: (OptionInfo) -> Bool) -> String? {
        let owners = CommandTable.all.filter { command in
            !command.info.isHidden && command.options.contains { !$0.isHidden && isMatch($0) }
        }
        guard let first = owners.first else { return nil }
        return "it is an option of 'rgit \(first.name)': write it after the command"
    }
}
