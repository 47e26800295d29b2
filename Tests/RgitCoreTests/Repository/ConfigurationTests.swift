// Configuration is compared with git config --list, setting by setting with its origin.

import Support
import Testing

@testable import RgitCore

/// What git lists, as `scope origin:key=value` with NULs.
private func listed(_ git: Git) throws -> [String] {
    let fields = try git.run(["config", "--list", "--show-origin", "--show-scope", "-z"]).records
    return stride(from: 0, to: fields.count, by: 3).map { start in
        fields[start..<min(start + 3, fields.count)].map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: "\u{1}")
    }
}

private func mine(_ config: Configuration, relativeTo directory: String) -> [String] {
    config.settings.map { setting in
        var origin = "command line:"
        if let file = setting.file {
            let path = file.pathInside(directory.bytes) ?? file
            origin = "file:\(path.printableText)"
        }
        let value = setting.value.map { "\n\($0.printableText)" } ?? ""
        return "\(setting.scope)\u{1}\(origin)\u{1}\(setting.key.printableText)\(value)"
    }
}

private let strangeSyntax = """
    ; comment
    # another
    [core]
    \tbare = false ; trailing
      filemode=true#tight
    [Section]Name = on the same line
    [section "Sub.Section \\"quoted\\" \\\\ back"]
    \tKey-1 = "quoted ; # kept"  tail   spaced  
    \tempty =
    \tlone
    \tcontinued = one \\
    two\\
      three
    \tescapes = "a\\tb\\nc\\\\d\\"e\\b"
    \tmixed = a" b "c
    [section.Dotted.Name]
    \tvalue = 1
    [old "x"] inline = yes
    [remote "origin"]
    \turl = https://example.com/one
    \tfetch = +refs/heads/*:refs/remotes/origin/*
    [number]
    \tsix = 6k
    \thex = 0x1F
    \tnegative = -2M
    \tbad = 12q
    \thuge = 99999999999999999999
    """

@Test func everySettingIsReadAsGitReadsIt() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    let file = "\(scratch.gitDirectory)/config"
    try FileTree.write(strangeSyntax.bytes, to: file.bytes, mode: 0o644)
    let session = try scratch.open()
    #expect(mine(session.config, relativeTo: scratch.path) == (try listed(scratch.git)))
    #expect(try session.config.bool("core.bare") == false)
    #expect(
        try session.config.bool(Configuration.key("section", "Sub.Section \"quoted\" \\ back".bytes, "lone"))
            == true)
    #expect(try session.config.int("number.six") == 6144)
    #expect(try session.config.int("number.hex") == 31)
    #expect(try session.config.int("number.negative") == -2_097_152)
    #expect(throws: RgitError.self) { try session.config.int("number.bad") }
    #expect(throws: RgitError.self) { try session.config.int("number.huge") }
    #expect(throws: RgitError.self) { try session.config.bool("number.bad") }
}

@Test func carriageReturnsAndByteOrderMarksAreSkipped() throws {
    let scratch = try ScratchRepository()
    let text =
        [0xef, 0xbb, 0xbf] + "[core]\r\n\tbare = false\r\n[a]\r\n\tb = c\\\r\nd\r\n\te = x\ry\r\n".bytes
    try FileTree.write(text, to: "\(scratch.gitDirectory)/config".bytes, mode: 0o644)
    #expect(mine(try scratch.open().config, relativeTo: scratch.path) == (try listed(scratch.git)))
}

@Test(arguments: [
    "[core\n", "[core]\nkey value\n", "[core]\n1key = 2\n", "[core \"x]\n", "[core]\nkey = \"open\n",
    "[core]\nkey = bad\\q\n", "[core] x=1\n[]y\n", "[a \"b\" ]\nx=1\n",
    "[sec_tion]\n",
])
func damagedFilesAreReportedWithTheirLine(_ text: String) throws {
    let scratch = try ScratchRepository()
    try FileTree.write(text.bytes, to: "\(scratch.gitDirectory)/config".bytes, mode: 0o644)
    let git = try scratch.git.attempt(["config", "--list"])
    let error = #expect(throws: RgitError.self) { try scratch.open() }
    #expect(git.exitStatus != 0)
    let reported = try #require(error?.what)
    #expect(
        git.errorText.contains("\(reported) ") || git.errorText.contains("\(reported)\n"),
        "\(reported) / \(git.errorText)")
}

@Test func everySourceCountsInGitsOrder() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    let home = scratch.home
    try FileTree.write("[user]\n\tname = system\n".bytes, to: "\(home)/system".bytes, mode: 0o644)
    try FileTree.write("[user]\n\tname = xdg\n".bytes, to: "\(home)/git/config".bytes, mode: 0o644)
    try FileTree.write("[user]\n\tname = home\n".bytes, to: "\(home)/.gitconfig".bytes, mode: 0o644)
    try scratch.git("config", "extensions.worktreeConfig", "true")
    try scratch.git("config", "--worktree", "user.name", "worktree")
    try scratch.git("config", "user.name", "local")
    var variables = [
        "GIT_CONFIG_SYSTEM": "\(home)/system", "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "user.Name",
        "GIT_CONFIG_VALUE_0": "from the environment", "GIT_CONFIG_KEY_1": "a.B c.D", "GIT_CONFIG_VALUE_1": "",
        "GIT_CONFIG_PARAMETERS": "'user.name=it'\\''s me' 'x.y' 'section.Sub.Key'='new style' 'z.bool'=",
    ]
    for nosystem in ["0", "1"] {
        variables["GIT_CONFIG_NOSYSTEM"] = nosystem
        var git = scratch.git
        var environment = scratch.environment(variables)
        environment.variables["GIT_CONFIG_GLOBAL"] = nil
        git.runner.environment["GIT_CONFIG_GLOBAL"] = nil
        for (name, value) in variables { git = git.with(name, value) }
        let session = try Session(".", environment: environment)
        #expect(mine(session.config, relativeTo: scratch.path) == (try listed(git)))
    }
}

@Test func includesAreFollowedWhereTheirConditionsHold() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    let top = scratch.path
    let conditions = [
        "gitdir:\(top)/", "gitdir:\(top)/.git", "gitdir:repo/", "gitdir:./", "gitdir:nothing/",
        "gitdir:**/repo/**",
        "gitdir/i:\(top.uppercased())/", "gitdir:\(top.uppercased())/", "gitdir:~/", "gitdir:*",
        "onbranch:main",
        "onbranch:m*", "onbranch:topic/", "onbranch:other", "hasconfig:remote.*.url:https://example.com/**",
        "hasconfig:remote.*.url:https://example.org/**", "unknown:x", "gitdir:rep?/.git",
    ]
    var text = "[core]\n\tbare = false\n[include]\n\tpath = plain\n\tpath = missing\n[remote \"o\"]\n"
    text += "\turl = https://example.com/a/b\n"
    try FileTree.write(
        "[plain]\n\tx = 1\n[include]\n\tpath = nested\n".bytes, to: "\(top)/.git/plain".bytes, mode: 0o644)
    try FileTree.write("[nested]\n\ty = 2\n".bytes, to: "\(top)/.git/nested".bytes, mode: 0o644)
    for (number, condition) in conditions.enumerated() {
        text += "[includeIf \"\(condition)\"]\n\tpath = file\(number)\n"
        try FileTree.write(
            "[c]\n\tn\(number) = yes\n".bytes, to: "\(top)/.git/file\(number)".bytes, mode: 0o644)
    }
    try FileTree.write(text.bytes, to: "\(top)/.git/config".bytes, mode: 0o644)
    #expect(mine(try scratch.open().config, relativeTo: top) == (try listed(scratch.git)))
    try scratch.git("symbolic-ref", "HEAD", "refs/heads/topic/x")
    #expect(mine(try scratch.open().config, relativeTo: top) == (try listed(scratch.git)))
}

@Test func circularIncludesEnd() throws {
    let scratch = try ScratchRepository()
    let text = "[core]\n\tbare = false\n[include]\n\tpath = config\n"
    try FileTree.write(text.bytes, to: "\(scratch.gitDirectory)/config".bytes, mode: 0o644)
    let error = #expect(throws: RgitError.self) { try scratch.open() }
    #expect(error?.what.contains("exceeded maximum include depth (10)") == true)
}

/// Ten files that each include the next one several times would be read for ever: there is a limit for all of them.
@Test func includesThatFanOutEnd() throws {
    let scratch = try ScratchRepository()
    for level in 1...9 {
        let lines = String(repeating: "[include]\n\tpath = c\(level + 1)\n", count: 40)
        try FileTree.write(Array(lines.utf8), to: Array("\(scratch.gitDirectory)/c\(level)".utf8))
    }
    try scratch.git("config", "include.path", "c1")
    let error = #expect(throws: RgitError.self) { try scratch.open() }
    #expect(error?.what == "exceeded 10000 included files while including")
}

/// The last of many settings of one name is in force, and all are listed in the order they were read.
@Test func settingsOfOneNameKeepTheirOrder() throws {
    let scratch = try ScratchRepository()
    for value in ["1", "2", "3"] { try scratch.git("config", "--add", "x.y", value) }
    try scratch.git("config", "x.z", "other")
    let config = try scratch.open().config
    #expect(config.all("x.y").map { String(decoding: $0, as: UTF8.self) } == ["1", "2", "3"])
    #expect(config.string("x.y") == Array("3".utf8))
    #expect(config.all("x.none").isEmpty)
}
