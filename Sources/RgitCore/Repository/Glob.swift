// Matches names of references and paths of configuration against git's globs.

enum Glob {
    /// Whether `text` matches, where `*` and `?` do not cross a slash and `**` does.
    static func matchesPath(_ pattern: [UInt8], _ text: [UInt8], ignoringCase: Bool = false) -> Bool {
        Wildmatch(pattern, options: ignoringCase ? [.pathname, .caseFold] : .pathname).matches(text)
    }

    /// Whether `text` matches, where `*` crosses slashes.
    static func matches(_ pattern: [UInt8], _ text: [UInt8], ignoringCase: Bool = false) -> Bool {
        Wildmatch(pattern, options: ignoringCase ? .caseFold : []).matches(text)
    }

    /// Whether `pattern` holds a character that is special in globs.
    static func hasSpecialCharacters(_ pattern: [UInt8]) -> Bool {
        pattern.contains { "?*[\\".utf8.contains($0) }
    }
}
