// The list of object directories as an environment variable writes it.

import GitObjects

enum ObjectDirectories {
    /// Splits a list at its colons; an entry in double quotes may hold colons and C escapes.
    static func parseList(_ list: [UInt8]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var position = 0
        while position < list.count {
            if list[position] == UInt8(ascii: "\""), let (entry, rest) = CQuoting.unquote(list[position...]),
                rest.first.map({ $0 == UInt8(ascii: ":") }) ?? true
            {
                if !entry.isEmpty { result.append(entry) }
                position = rest.startIndex + 1
                continue
            }
            let end = list[position...].firstIndex(of: UInt8(ascii: ":")) ?? list.count
            if end > position { result.append(Array(list[position..<end])) }
            position = end + 1
        }
        return result
    }
}
