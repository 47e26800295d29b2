// Lists of repositories: each directory once, in order, and nothing found inside another repository.

import RgitCore
import Support
import Testing

@Suite struct RepositoryListTests {
    private let folder: TemporaryFolder
    private let home: String

    init() throws {
        folder = try TemporaryFolder()
        home = try folder.makeFolder("home")
    }

    private func list() -> RepositoryList {
        RepositoryList(
            environment: ProcessEnvironment(
                variables: ["HOME": home, "GIT_DIR": "/nowhere"], workingDirectory: folder.path, now: 0))
    }

    private func make(_ path: String, bare: Bool = false) throws {
        try folder.makeFolder(path)
        try Git(in: "\(folder.path)/\(path)", home: home).run(
            ["init", "-q"] + (bare ? ["--bare"] : []))
    }

    private func names(_ list: RepositoryList) -> [String] { list.entries.map(\.name.string) }

    @Test func findsWorkTreesAndBareRepositoriesInTheOrderOfTheirPaths() throws {
        try make("org/b")
        try make("org/a/deep")
        try make("org/a-bare.git", bare: true)
        try make("org/b/vendor/inner")
        try make("org/.hidden")
        try folder.makeFolder("org/empty/.git")
        try folder.makeFolder("org/damaged/.git/objects")
        try Git(in: folder.path, home: home).run(["init", "-q", "--separate-git-dir", "store", "org/linked"])
        var found = list()
        found.addRepositories(under: "org")
        #expect(
            names(found) == [
                "org/.hidden", "org/a-bare.git", "org/a/deep", "org/b", "org/damaged", "org/linked",
            ])
        #expect(found.problems.isEmpty)
        // A repository is all there is to itself; a plain directory name does not begin with "./".
        var own = list()
        own.addRepositories(under: "org/b")
        #expect(names(own) == ["org/b"])
        var here = list()
        here.addRepositories(under: ".")
        #expect(names(here).first == "org/.hidden")
    }

    @Test func addsUpThePeopleOfAllRepositories() async throws {
        let histories = try [1, 2].map { try RandomHistory(seed: $0, commits: 20).makeRepository() }
        var named = list()
        for path in [histories[0].path, "missing", histories[1].path] { named.add(path) }
        let (people, failures) = try await named.contributors(by: [.email], jobs: 2)
        var expected: [String: Int] = [:]
        var total = 0
        for entry in [named.entries[0], named.entries[2]] {
            let own = try await named.open(entry).contributors(by: [.email], jobs: 1)
            for person in own { expected[person.email?.string ?? "", default: 0] += person.commits }
            total += own.total.commits
        }
        #expect(
            Dictionary(people.map { ($0.email?.string ?? "", $0.commits) }, uniquingKeysWith: +) == expected)
        #expect(people.count == expected.count && people.total.commits == total)
        #expect(failures.map(\.repository.name) == ["missing"])
        await #expect(throws: RgitError.self) { try await named.contributors(since: "no date") }
        #expect(try await list().contributors().people.isEmpty)
    }

    @Test func listsEachDirectoryOnceUnderItsFirstName() throws {
        try make("a")
        try make("b")
        var named = list()
        for path in ["b", "./b", "a/../b", "a", "missing", "x/../missing", "\(folder.path)/a"] {
            named.add(path)
        }
        #expect(names(named) == ["b", "a", "missing"])
    }

    @Test func opensARepositoryAtThatDirectoryOrNowhere() throws {
        try make("a")
        try folder.makeFolder("a/src")
        var named = list()
        for path in ["a", "a/src", "missing", "a/.git"] { named.add(path) }
        let opened = try named.open(named.entries[0])
        #expect(try opened.workingTreeDirectory?.string == "\(folder.path)/a")
        #expect(throws: RgitError.self) { try named.open(named.entries[1]) }
        #expect(throws: RgitError.self) { try named.open(named.entries[2]) }
        #expect(try named.open(named.entries[3]).gitDirectory.string == "\(folder.path)/a/.git")
    }

    @Test func reportsADirectoryThatCannotBeListed() throws {
        var found = list()
        found.addRepositories(under: "nowhere")
        #expect(found.entries.isEmpty)
        #expect(found.problems.map(\.kind) == [.io])
    }
}
