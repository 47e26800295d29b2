// A message's subject as git's %s gives it: the first paragraph on one line.

import GitObjects

enum Summary {
    /// The subject of a message: blank lines before it skipped, its lines joined by spaces, white space at their ends left
    /// out. `message` is what follows the blank line behind the header.
    static func of(_ message: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = start(of: message)
        while index < message.endIndex, message[index] != 0 {
            let end = message[index...].firstIndex(where: { $0 == 0x0a || $0 == 0 }) ?? message.endIndex
            var line = message[index..<end]
            while let last = line.last, ASCII.isSpace(last) { line = line.dropLast() }
            if line.isEmpty { break }
            if !result.isEmpty { result.append(0x20) }
            result += line
            if end < message.endIndex, message[end] == 0 { break }
            index = end + 1
        }
        return result
    }

    /// The offset of the first line that is not blank.
    static func start(of message: ArraySlice<UInt8>) -> Int {
        var index = message.startIndex
        var lineStart = index
        while index < message.endIndex {
            let byte = message[index]
            if byte == 0x0a {
                lineStart = index + 1
            } else if !ASCII.isSpace(byte) {
                return lineStart
            }
            index += 1
        }
        return message.endIndex
    }
}
