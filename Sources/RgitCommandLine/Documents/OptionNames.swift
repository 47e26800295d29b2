// How an option's names are written in help and man pages.

/// Writes the names of options.
enum OptionNames {
    /// All names with their values, as the head of a man page's entry: `-n N, --max-count=N`.
    static func inlines(_ info: OptionInfo) -> [Inline] {
        var result: [Inline] = []
        if info.takesDigits, let value = info.shape.valueName {
            result += [.literal("-"), .emphasis(value), .text(", ")]
        }
        if let short = info.short {
            result.append(.literal("-\(short)"))
            switch info.shape {
            case .flag: break
            case .value(let name): result += [.text(" "), .emphasis(name)]
            case .optionalValue(let name): result += [.text("["), .emphasis(name), .text("]")]
            case .valueUnlessLast(let name): result += [.text(" ["), .emphasis(name), .text("]")]
            }
        }
        for name in info.longNames {
            if !result.isEmpty { result.append(.text(", ")) }
            result.append(.literal((info.negation == .listed && info.isFlag ? "--[no-]" : "--") + name))
            switch info.shape {
            case .flag: break
            case .value(let value): result += [.literal("="), .emphasis(value)]
            case .optionalValue(let value): result += [.text("[="), .emphasis(value), .text("]")]
            case .valueUnlessLast(let value): result += [.text(" ["), .emphasis(value), .text("]")]
            }
        }
        if info.negation == .listed, !info.isFlag {
            for name in info.negatedNames { result += [.text(", "), .literal("--" + name)] }
        }
        return result
    }

    /// The shortest name.
    static func brief(_ info: OptionInfo) -> String {
        if let short = info.short { return "-\(short)" }
        return (info.negation == .listed && info.isFlag ? "--[no-]" : "--") + (info.long ?? "")
    }

    /// The usual names in plain text, for the left column of `-h`: `-n, --max-count N`.
    static func column(_ info: OptionInfo) -> String {
        var names = info.short.map { ["-\($0)"] } ?? []
        if let long = info.long {
            names.append((info.negation == .listed && info.isFlag ? "--[no-]" : "--") + long)
        }
        let name = names.joined(separator: ", ")
        return switch info.shape {
        case .flag: name
        case .value(let value): name + " " + value
        case .optionalValue(let value): name + (info.long == nil ? "[\(value)]" : "[=\(value)]")
        case .valueUnlessLast(let value): name + " [\(value)]"
        }
    }
}

extension OptionInfo {
    /// Whether it takes no value.
    var isFlag: Bool { shape == .flag }
}
