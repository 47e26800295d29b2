// Splits the command line into options and words by the grammar of one command; bytes in, nothing validated.

import RgitCore

/// What an argument of the command line is.
enum Token: Sendable, Equatable {
    /// The command's option at an index of its table.
    case option(Int, OptionUse)
    /// The global option at an index of its table.
    case global(Int, OptionUse)
    /// A word.
    case word([UInt8])
    /// `--`, and everything after it.
    case rest([[UInt8]])
}

/// Reads arguments one after the other; stops at the first unknown one.
struct Tokenizer {
    /// The options of the command; none before its name is known.
    let options: [OptionInfo]
    /// The options every command has.
    let globals: [OptionInfo]
    /// The command, for messages.
    let commandName: String?

    /// Whether a word behind `-C` can only be the directory to run in, where the command has a `-C` of its own.
    var isFolder: ([UInt8]) -> Bool = { _ in false }

    private let arguments: [[UInt8]]
    private var position: Int
    /// What is left of a cluster such as `-rE`.
    private var cluster: [UInt8] = []
    /// Whether `--end-of-options` has come: what follows are words, whatever they begin with.
    private var hasSeenEndOfOptions = false

    private static let endOfOptions = Array("--end-of-options".utf8)

    /// Starts at an argument.
    init(
        _ arguments: [[UInt8]], from position: Int = 0, options: [OptionInfo], globals: [OptionInfo],
        commandName: String? = nil
    ) {
        self.arguments = arguments
        self.position = position
        self.options = options
        self.globals = globals
        self.commandName = commandName
    }

    /// The index of the next argument to be read.
    var nextArgument: Int { position }

    /// The next token, `nil` at the end; throws for unknown names and missing values.
    mutating func next() throws(RgitError) -> Token? {
        if !cluster.isEmpty { return try letter() }
        guard position < arguments.count else { return nil }
        let argument = arguments[position]
        position += 1
        if argument == [Self.dash, Self.dash] {
            defer { position = arguments.count }
            return .rest(Array(arguments[position...]))
        }
        guard argument.first == Self.dash, argument.count > 1, !hasSeenEndOfOptions else {
            return .word(argument)
        }
        if argument == Self.endOfOptions {
            hasSeenEndOfOptions = true
            return try next()
        }
        if argument[1] == Self.dash { return try long(argument) }
        if Self.isDigit(argument[1]), let index = options.firstIndex(where: \.takesDigits) {
            return .option(index, .value(Array(argument.dropFirst())))
        }
        cluster = Array(argument.dropFirst())
        return try letter()
    }

    /// `--name`, `--name=value`, `--no-name`.
    private mutating func long(_ argument: [UInt8]) throws(RgitError) -> Token {
        let body = argument.dropFirst(2)
        let equals = body.firstIndex(of: UInt8(ascii: "="))
        let name = String(decoding: body[..<(equals ?? body.endIndex)], as: UTF8.self)
        let attached = equals.map { Array(body[($0 + 1)...]) }
        guard let match = match({ $0.longNames.contains(name) }) else {
            if let match = self.match({ $0.negatedNames.contains(name) }) {
                if let attached { throw Self.unexpectedValue("--" + name, attached) }
                return match.token(.off)
            }
            throw UnknownName.option(name, of: commandName, options: options, globals: globals)
        }
        let use = try use(match.info, spelled: "--" + name, attached: attached)
        return match.token(use)
    }

    /// The next letter of a cluster.
    private mutating func letter() throws(RgitError) -> Token {
        let letter = cluster.removeFirst()
        let name = Character(Unicode.Scalar(letter))
        guard letter < 0x80, let match = match({ $0.short == name }) else {
            throw UnknownName.letter(letter, of: commandName, options: options)
        }
        if case .flag = match.info.shape { return match.token(.on) }
        let attached = cluster.isEmpty ? nil : cluster
        cluster = []
        if name == "C", !match.isGlobal, let token = folder(attached) { return token }
        return match.token(try use(match.info, spelled: "-\(name)", attached: attached))
    }

    /// The global `-C` in the place of a command's own, where what stands behind it can only be meant so.
    private mutating func folder(_ attached: [UInt8]?) -> Token? {
        guard let index = globals.firstIndex(where: { $0.short == "C" }) else { return nil }
        if let attached { return isFolder(attached) ? .global(index, .value(attached)) : nil }
        guard position < arguments.count, isFolder(arguments[position]) else { return nil }
        position += 1
        return .global(index, .value(arguments[position - 1]))
    }

    /// How an option is used, its value taken from the argument itself or from the next one.
    private mutating func use(
        _ info: OptionInfo, spelled: String, attached: [UInt8]?
    ) throws(RgitError) -> OptionUse {
        switch info.shape {
        case .flag:
            if let attached { throw Self.unexpectedValue(spelled, attached) }
            return .on
        case .optionalValue:
            return attached.map(OptionUse.value) ?? .on
        case .value(let name):
            if let attached { return .value(attached) }
            guard position < arguments.count else {
                throw RgitError(.usage, "a value is missing", spelled, hint: "write it as \(spelled) \(name)")
            }
            position += 1
            return .value(arguments[position - 1])
        case .valueUnlessLast:
            if let attached { return .value(attached) }
            // An option is no value of another that can do without.
            guard position < arguments.count, arguments[position].first != Self.dash else { return .on }
            position += 1
            return .value(arguments[position - 1])
        }
    }

    private struct Match {
        let info: OptionInfo
        let index: Int
        let isGlobal: Bool

        func token(_ use: OptionUse) -> Token { isGlobal ? .global(index, use) : .option(index, use) }
    }

    /// A command's own options go before the global ones: after `log`, `-C` looks for copies.
    private func match(_ isMatch: (OptionInfo) -> Bool) -> Match? {
        if let index = options.firstIndex(where: isMatch) {
            return Match(info: options[index], index: index, isGlobal: false)
        }
        if let index = globals.firstIndex(where: isMatch) {
            return Match(info: globals[index], index: index, isGlobal: true)
        }
        return nil
    }

    private static let dash = UInt8(ascii: "-")

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func unexpectedValue(_ spelled: String, _ value: [UInt8]) -> RgitError {
        RgitError(.usage, "\(spelled) takes no value", value)
    }
}
