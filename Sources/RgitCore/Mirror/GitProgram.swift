// The installed git as mirrors need it: no prompts, no hooks, no shells, only allowed transports.

import GitObjects

/// Runs git for one mirror.
struct GitProgram: Sendable {
    private let environment: ProcessEnvironment
    private let stop: StopSignal
    /// Whether ssh has to be kept from asking for passwords.
    private let setsShell: Bool

    /// Settings that hold whatever the user's configuration says.
    private static let settings = [
        // No program of a template or of the user's runs.
        "core.hooksPath=/dev/null", "core.fsmonitor=false",
        // What is started ends before git does.
        "gc.autoDetach=false", "maintenance.autoDetach=false",
        "submodule.recurse=false", "fetch.recurseSubmodules=false",
        "credential.interactive=never",
    ]

    /// Finds out how git is to be run.
    ///
    /// - Throws: `RgitError` of kind `.io` where there is no git.
    init(_ environment: ProcessEnvironment, transports: Set<String>, stop: StopSignal) throws(RgitError) {
        var own = environment.forAnotherRepository
        // Settings that the caller has made for git by variables are still the caller's.
        for (name, value) in environment.variables
        where name.hasPrefix("GIT_CONFIG_") || name == "GIT_CONFIG_PARAMETERS" { own.variables[name] = value }
        own.variables["GIT_NAMESPACE"] = nil
        own.variables["LANGUAGE"] = nil
        own.variables["LC_ALL"] = Array("C".utf8)
        own.variables["GIT_TERMINAL_PROMPT"] = Array("0".utf8)
        own.variables["GCM_INTERACTIVE"] = own.variables["GCM_INTERACTIVE"] ?? Array("never".utf8)
        // Without it git would open a window to ask.
        own.variables["SSH_ASKPASS"] = nil
        var allowed = transports
        if let given = environment["GIT_ALLOW_PROTOCOL"] {
            allowed.formIntersection(
                String(decoding: given, as: UTF8.self).split(separator: ":").map(String.init))
        }
        own.variables["GIT_ALLOW_PROTOCOL"] = Array(allowed.sorted().joined(separator: ":").utf8)
        self.environment = own
        self.stop = stop
        // What the user says about ssh stays as it is.
        guard own["GIT_SSH_COMMAND"] == nil, own["GIT_SSH"] == nil else {
            setsShell = false
            return
        }
        let start = ProgramStart(
            ["git", "config", "--get", "core.sshCommand"].map { Array($0.utf8) },
            settings: Self.settings(own.variables))
        let outcome = try ProgramRun(start, deadline: nil, maximumOutput: 1 << 16, stop: stop).run()
        setsShell = !outcome.isSuccess
    }

    /// Runs git.
    ///
    /// - Parameters:
    ///   - arguments: What follows git's own options.
    ///   - credentials: The user and password of the URL.
    ///   - lock: A descriptor that git and what it starts hold open, so that the lock lasts as long as they.
    ///   - deadline: When its time is over.
    func run(
        _ arguments: [[UInt8]], credentials: MirrorURL.Credentials?, lock: Int32, deadline: Int?,
        maximumOutput: Int = 1 << 12
    ) throws(RgitError) -> ProgramOutcome {
        let options = Self.settings.flatMap { [Array("-c".utf8), Array($0.utf8)] }
        var variables = environment.variables
        if setsShell { variables["GIT_SSH_COMMAND"] = Array("ssh -o BatchMode=yes".utf8) }
        if let credentials { Self.add(credentials, to: &variables) }
        var start = ProgramStart(
            [Array("git".utf8)] + options + arguments, settings: Self.settings(variables))
        start.descriptors = [(own: 3, from: lock)]
        return try ProgramRun(start, deadline: deadline, maximumOutput: maximumOutput, stop: stop).run()
    }

    private static func settings(_ variables: [String: [UInt8]]) -> [[UInt8]] {
        variables.map { Array($0.key.utf8) + [UInt8(ascii: "=")] + $0.value }
    }

    /// Hands over a user and a password by variables, which other users of the machine cannot read, as the answers of a
    /// credential helper for that host alone: a redirection to another host does not get them.
    private static func add(_ credentials: MirrorURL.Credentials, to variables: inout [String: [UInt8]]) {
        var count = variables["GIT_CONFIG_COUNT"].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        func set(_ name: String, _ value: [UInt8]) {
            let key = Array("credential.".utf8) + credentials.scope + Array(".\(name)".utf8)
            variables["GIT_CONFIG_KEY_\(count)"] = key
            variables["GIT_CONFIG_VALUE_\(count)"] = value
            count += 1
        }
        if !credentials.user.isEmpty { set("username", credentials.user) }
        if let password = credentials.password {
            // The helpers of the configuration are asked no more: what a URL says comes first.
            set("helper", [])
            set("helper", Array(helper.utf8))
            variables["RGIT_MIRROR_USER"] = credentials.user
            variables["RGIT_MIRROR_PASSWORD"] = password
        }
        variables["GIT_CONFIG_COUNT"] = Array("\(count)".utf8)
    }

    /// A constant; the values are in variables.
    private static let helper = """
        !f() { test "$1" = get && printf 'username=%s\\npassword=%s\\n' "$RGIT_MIRROR_USER" "$RGIT_MIRROR_PASSWORD"; }; f
        """
}
