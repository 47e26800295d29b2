// Names that Windows cannot have, or has for something else.

import GitObjects

/// The names of files on Windows.
enum WindowsName {
    private static let devices: Set<String> = [
        "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5", "com6",
        "com7", "com8", "com9", "com\u{b9}", "com\u{b2}", "com\u{b3}", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4",
        "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt\u{b9}", "lpt\u{b2}", "lpt\u{b3}",
    ]

    /// The first part of a path that Windows refuses, and why; `nil` where it takes all of them.
    static func refused(in path: [UInt8]) -> (name: [UInt8], why: String)? {
        for part in path.split(separator: 0x2f) {
            if let why = reason(part) { return (Array(part), why) }
        }
        return nil
    }

    private static func reason(_ name: ArraySlice<UInt8>) -> String? {
        if name.contains(where: { $0 < 0x20 || Array("<>:\"|?*\\".utf8).contains($0) }) {
            return "no name with such a character"
        }
        if name.last == 0x2e || name.last == 0x20 { return "no name that ends with a dot or a space" }
        // What follows a dot or is a space before it does not count.
        var stem = name.prefix { $0 != 0x2e }
        while stem.last == 0x20 { stem = stem.dropLast() }
        if devices.contains(String(decoding: stem.map { ASCII.lowercased($0) }, as: UTF8.self)) {
            return "a device of this name"
        }
        if name.elementsEqual("git~1".utf8, by: { ASCII.lowercased($0) == $1 }) {
            return "this name for .git"
        }
        return nil
    }
}
