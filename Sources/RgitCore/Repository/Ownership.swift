// Whether a repository may be trusted: it is the user's own, or `safe.directory` names it.

import GitObjects

struct Ownership {
    let environment: ProcessEnvironment

    /// Whether `gitFile`, `workTree` and `gitDirectory` are all the user's, or protected configuration exempts them.
    ///
    /// Only settings that a repository cannot forge count: those of the system, the user and the environment.
    func isValid(gitFile: [UInt8]?, workTree: [UInt8]?, gitDirectory: [UInt8]) throws(RgitError) -> Bool {
        let assumeForeign = environment.flag("GIT_TEST_ASSUME_DIFFERENT_OWNER", default: false)
        if !assumeForeign, [gitFile, workTree, gitDirectory].allSatisfy({ $0.map(isOwn) ?? true }) {
            return true
        }
        let config = try ConfigLoader.loadProtected(environment: environment)
        return isExempted(workTree ?? gitDirectory, in: config)
    }

    private func isExempted(_ path: [UInt8], in config: Configuration) -> Bool {
        var isSafe = false
        for value in config.all("safe.directory") {
            if value.isEmpty {
                // An empty value clears the exemptions of weaker files.
                isSafe = false
            } else if value == "*"
                || UserDirectory.expand(value, home: environment.homeDirectory) == path
            {
                isSafe = true
            }
        }
        return isSafe
    }

    private func isOwn(_ path: [UInt8]) -> Bool {
        guard let status = FileSystem.status(path, followLinks: false) else { return false }
        var user = FileSystem.effectiveUser
        if user == 0 {
            // Under sudo, what the calling user owns is trusted too.
            if status.owner == 0 { return true }
            if let caller = environment["SUDO_UID"], let number = UInt32(caller.printableText) {
                user = number
            }
        }
        return status.owner == user
    }

    /// The error, with the command that adds an exemption.
    static func refusal(_ path: [UInt8]) -> RgitError {
        RgitError(
            .unsafeRepository, "detected dubious ownership in repository", path,
            hint: "To add an exception for this directory, call: git config --global --add safe.directory "
                + shellQuoted(path).printableText)
    }

    /// `path` as one word of a shell, quoted only where it has to be.
    static func shellQuoted(_ path: [UInt8]) -> [UInt8] {
        let plain = Set("+,-./:=@_^".utf8)
        if !path.isEmpty, path.allSatisfy({ ASCII.isAlphanumeric($0) || plain.contains($0) }) {
            return path
        }
        var quoted: [UInt8] = [UInt8(ascii: "'")]
        for byte in path {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "!") {
                quoted += [UInt8(ascii: "'"), UInt8(ascii: "\\"), byte, UInt8(ascii: "'")]
            } else {
                quoted.append(byte)
            }
        }
        quoted.append(UInt8(ascii: "'"))
        return quoted
    }
}
