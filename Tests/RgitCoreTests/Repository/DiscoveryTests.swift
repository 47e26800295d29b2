// The discovery of repositories compared with git rev-parse, for every kind of layout.

import Support
import Testing

@testable import RgitCore

/// The layout by git: git directory, common directory, work tree and prefix; `nil` when git refuses.
private func expected(_ scratch: ScratchRepository, _ variables: [String: String], at directory: String)
    throws -> [String]?
{
    var git = scratch.git.at(directory)
    for (name, value) in variables { git = git.with(name, value) }
    let places = try git.attempt(["rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir"])
    guard places.exitStatus == 0 else { return nil }
    let top = try git.attempt(["rev-parse", "--show-toplevel"])
    let prefix = try git.attempt(["rev-parse", "--show-prefix"])
    return places.text.split(separator: "\n").map(String.init)
        + [top.exitStatus == 0 ? String(top.text.dropLast()) : "", String(prefix.text.dropLast())]
}

private func mine(_ scratch: ScratchRepository, _ variables: [String: String], at directory: String)
    -> [String]?
{
    guard let layout = try? scratch.open(variables, at: directory).layout else { return nil }
    return [
        layout.gitDirectory.printableText, layout.commonDirectory.printableText,
        layout.workTree?.printableText ?? "",
        layout.prefix.printableText,
    ]
}

private func compare(
    _ scratch: ScratchRepository, _ variables: [String: String] = [:], at directory: String
) throws {
    let git = try expected(scratch, variables, at: directory)
    var own = mine(scratch, variables, at: directory)
    // Git names no work tree while it runs outside of one; rgit knows where it is.
    if let git, git[2].isEmpty, own != nil { own?[2] = "" }
    #expect(own == git, "\(directory) \(variables)")
}

@Test func layoutsAreFoundAsGitFindsThem() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root", [.file("sub/deep/file", "x\n")]) }
    try scratch.checkOut()
    let folder = scratch.folder.path
    let git = scratch.git
    try git("worktree", "add", "-q", "\(folder)/linked", "-b", "linked")
    try git("clone", "-q", "--bare", scratch.path, "\(folder)/bare.git")
    try git("clone", "-q", "--separate-git-dir", "\(folder)/separate", scratch.path, "\(folder)/pointing")
    try scratch.folder.makeFolder("outside/inner")
    try scratch.folder.makeFolder("bare.git/refs/made")
    for directory in [
        scratch.path, "\(scratch.path)/sub", "\(scratch.path)/sub/deep", "\(scratch.path)/.git",
        "\(scratch.path)/.git/refs", "\(folder)/linked", "\(folder)/linked/sub", "\(folder)/bare.git",
        "\(folder)/bare.git/refs/made", "\(folder)/pointing", "\(folder)/pointing/sub", "\(folder)/separate",
        "\(folder)/outside", "\(scratch.path)/.git/worktrees/linked",
    ] {
        try compare(scratch, at: directory)
        for variables in [
            ["GIT_DIR": "\(scratch.path)/.git"], ["GIT_DIR": ".git"], ["GIT_DIR": "\(folder)/nowhere"],
            ["GIT_DIR": "\(folder)/bare.git"], ["GIT_DIR": "\(folder)/linked/.git"],
            ["GIT_WORK_TREE": scratch.path], ["GIT_WORK_TREE": "\(folder)"],
            ["GIT_DIR": "\(scratch.path)/.git", "GIT_WORK_TREE": "\(scratch.path)/sub"],
            ["GIT_DIR": "\(folder)/bare.git", "GIT_WORK_TREE": scratch.path],
            ["GIT_CEILING_DIRECTORIES": scratch.path], ["GIT_CEILING_DIRECTORIES": "\(scratch.path)/sub"],
            ["GIT_CEILING_DIRECTORIES": ":\(folder)/linked:/nowhere"],
            ["GIT_DIR": "\(scratch.path)/.git/worktrees/linked", "GIT_COMMON_DIR": "\(scratch.path)/.git"],
        ] {
            try compare(scratch, variables, at: directory)
        }
    }
}

@Test func theConfigurationPlacesTheWorkTree() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    let folder = scratch.folder.path
    try scratch.folder.makeFolder("elsewhere/sub")
    let places = [scratch.path, "\(scratch.path)/.git", "\(folder)/elsewhere", "\(folder)/elsewhere/sub"]
    for settings in [
        ["core.worktree": "../../elsewhere"], ["core.worktree": "\(folder)/elsewhere"], ["core.bare": "true"],
        ["core.bare": "true", "core.worktree": "../../elsewhere"],
    ] {
        for (key, value) in settings {
            try scratch.git("--git-dir=\(scratch.path)/.git", "config", key, value)
        }
        for place in places {
            try compare(scratch, at: place)
            try compare(scratch, ["GIT_DIR": "\(scratch.path)/.git"], at: place)
        }
        let config = "\(scratch.path)/.git/config"
        for key in settings.keys { try scratch.git.at("/").run(["config", "-f", config, "--unset", key]) }
        try scratch.git.at("/").run(["config", "-f", config, "core.bare", "false"])
    }
}

@Test func gitFilesThatLeadNowhereAreErrors() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    for text in ["gitdir: /nowhere\n", "gitdir:\n", "gitdir: \n", "nonsense\n", ""] {
        let folder = try scratch.folder.makeFolder("session/inner\(text.count)")
        try FileTree.write(text.bytes, to: "\(folder)/.git".bytes, mode: 0o644)
        #expect(try expected(scratch, [:], at: folder) == nil)
        #expect(throws: RgitError.self) { try scratch.open(at: folder) }
    }
}

@Test func whereThereIsNoRepositoryTheErrorSaysSo() throws {
    let scratch = try ScratchRepository()
    let outside = try scratch.folder.makeFolder("outside")
    let error = #expect(throws: RgitError.self) { try scratch.open(at: outside) }
    #expect(error?.kind == .repository)
    #expect(error?.what == "not a git repository (or any of the parent directories)")
}

@Test func formatsRgitCannotReadAreNamed() throws {
    let scratch = try ScratchRepository()
    let file = "\(scratch.gitDirectory)/config"
    func refusal(_ text: String) throws -> String? {
        try FileTree.write(text.bytes, to: file.bytes, mode: 0o644)
        do throws(RgitError) {
            _ = try scratch.open()
            return nil
        } catch {
            return error.what
        }
    }
    let one = "[core]\nrepositoryformatversion = 1\n[extensions]\n"
    #expect(try refusal(one + "objectFormat = sha512\n")?.contains("sha512") == true)
    #expect(try refusal(one + "refStorage = database\n")?.contains("database") == true)
    #expect(try refusal(one + "whatever = 1\n")?.contains("whatever") == true)
    #expect(try refusal("[core]\nrepositoryformatversion = 2\n")?.contains("found 2") == true)
    #expect(try refusal(one + "partialClone = origin\nworktreeConfig = true\nobjectFormat = sha1\n") == nil)
    #expect(try refusal("[core]\nrepositoryformatversion = 0\n[extensions]\nwhatever = 1\n") == nil)
    #expect(try refusal("[core]\nrepositoryformatversion = 0\n[extensions]\nobjectFormat = sha1\n") != nil)
}

@Test(arguments: [
    [], ["*"], ["REPO"], ["REPO/"], ["REPO/.git"], ["/elsewhere", "REPO"], ["*", ""], ["", "REPO"],
    ["REPO/sub"],
    ["REPO/*"],
])
func safeDirectoryIsHeeded(_ values: [String]) throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    var variables = ["GIT_TEST_ASSUME_DIFFERENT_OWNER": "true", "GIT_CONFIG_COUNT": "\(values.count)"]
    for (number, value) in values.enumerated() {
        variables["GIT_CONFIG_KEY_\(number)"] = "safe.directory"
        variables["GIT_CONFIG_VALUE_\(number)"] =
            value.hasPrefix("REPO") ? scratch.path + value.dropFirst(4) : value
    }
    // The repository's own settings do not count.
    try scratch.git("config", "safe.directory", "*")
    try compare(scratch, variables, at: scratch.path)
}

@Test func aRefusalSaysHowGitLiftsIt() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root") }
    let error = #expect(throws: RgitError.self) { try scratch.open(["GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"]) }
    #expect(error?.kind == .unsafeRepository)
    #expect(error?.hint?.hasSuffix("git config --global --add safe.directory \(scratch.path)") == true)
}

@Test func objectsOfTheEnvironmentsDirectoriesAreFound() throws {
    let scratch = try ScratchRepository { _ = $0.commit("root", [.file("a", "1\n")]) }
    let empty = try ScratchRepository()
    let id = try scratch.git.line("rev-parse", "main")
    let objects = "\(scratch.gitDirectory)/objects"
    for reader in ["native", "libgit2"] {
        for variables in [
            ["GIT_OBJECT_DIRECTORY": objects], ["GIT_ALTERNATE_OBJECT_DIRECTORIES": objects],
            ["GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere:\"\(objects)\""],
        ] {
            let session = try empty.open(
                variables.merging(["RGIT_OBJECT_READER": reader]) { left, _ in left })
            #expect(try session.resolve("\(id)^{tree}".bytes, reader: try session.makeReader()) != .zero)
        }
        let without = try empty.open(["RGIT_OBJECT_READER": reader])
        #expect(throws: RgitError.self) {
            try without.resolve("\(id)^{tree}".bytes, reader: try without.makeReader())
        }
    }
}
