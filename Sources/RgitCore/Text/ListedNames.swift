// Cuts lists of names, such as --repos-from and --from take, into the names.

import GitObjects

/// The names of a list.
package enum ListedNames {
    /// The names in a text: one each line, where blank lines and those that begin with `#` are skipped, or one before each
    /// NUL.
    package static func split(_ text: [UInt8], nulTerminated: Bool) -> [[UInt8]] {
        text.split(separator: nulTerminated ? 0 : 0x0a).compactMap { line in
            if nulTerminated { return Array(line) }
            let name = line.last == 0x0d ? line.dropLast() : line
            guard let first = name.first(where: { !ASCII.isSpace($0) }), first != UInt8(ascii: "#") else {
                return nil
            }
            return Array(name)
        }
    }
}
