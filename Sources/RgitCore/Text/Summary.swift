// A message's subject as git's %s gives it: the first paragraph on one line.

import GitObjects
import Records

enum Summary {
    /// The subject of a message: blank lines before it skipped, its lines joined by spaces, white space at their ends left
    /// out. `message` is what follows the blank line behind the header.
    static func of(_ message: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = start(of: message)
        while index < message.endIndex, message[index] != 0 {
            let end = lineEnd(message, from: index)
            var lineEnd = end
            while lineEnd > index, ASCII.isSpace(message[lineEnd - 1]) { lineEnd -= 1 }
            if lineEnd == index { break }
            if result.isEmpty {
                result = Array(message[index..<lineEnd])
            } else {
                result.append(0x20)
                result += message[index..<lineEnd]
            }
            if end < message.endIndex, message[end] == 0 { break }
            index = end + 1
        }
        return result
    }

    /// The same as text; what is valid UTF-8 need not be validated again.
    static func of(_ message: ArraySlice<UInt8>, isValidUTF8: Bool) -> Text {
        isValidUTF8 ? Text(validUTF8: of(message)) : Text(of(message))
    }

    /// The place of the line feed or the NUL that ends the line at `start`, or the end.
    private static func lineEnd(_ message: ArraySlice<UInt8>, from start: Int) -> Int {
        var index = start
        while index < message.endIndex, message[index] != 0x0a, message[index] != 0 { index += 1 }
        return index
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
