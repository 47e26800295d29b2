// Warns of files that were compared without the external filter that git would have run.

extension Warning {
    /// One warning for all of them, that names the first; none where there are none.
    ///
    /// - Parameter consequence: What may differ from git's answer.
    static func unfiltered(_ paths: [[UInt8]], _ consequence: String) -> [Warning] {
        guard let path = paths.first else { return [] }
        let others = paths.count - 1
        return [
            Warning(
                "its filter was not run, so \(consequence)" + (others > 0 ? " (and \(others) more)" : ""),
                path)
        ]
    }
}
