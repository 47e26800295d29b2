// A run of an export inside a process that goes on afterwards.

import Support
import Testing

@testable import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ExportRunTests {
    /// A run used to keep its lock until the process ended.
    @Test(arguments: [FactFormat.ndjson, .sqlite])
    func lockEndsWithTheRun(format: FactFormat) async throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("f", "1\n")]) }
        let folder = try TemporaryFolder()
        let environment = ProcessEnvironment(
            variables: [:], workingDirectory: Array(folder.path.utf8), now: 0)
        var list = RepositoryList(environment: environment)
        list.add(repository.path)
        var request = ExportRequest()
        request.folder = Array("facts".utf8)
        request.format = format
        func states() async throws -> [ExportedRepository.State] {
            try await ExportRun(
                list: list, isChosen: true, request: request, environment: environment, jobs: 1, version: "1",
                progress: nil
            ).rows().map(\.state)
        }
        #expect(try await states() == [.exported])
        #expect(try await states() == [.unchanged])
        // It ends where the run cannot begin, too.
        request.format = format == .sqlite ? .csv : .sqlite
        await #expect(throws: RgitError.self) { try await states() }
        request.format = format
        #expect(try await states() == [.unchanged])
    }

    /// The lock used to last as long as a copy of its descriptor, which every process has between fork and exec.
    @Test func lockEndsWhileACopyOfItsDescriptorIsOpen() throws {
        let folder = try TemporaryFolder()
        let path = Array("\(folder.path)/lock".utf8)
        let first = try #require(try DiskWriter.lock(path))
        let copy = dup(first)
        #expect(copy >= 0)
        #expect(try DiskWriter.lock(path) == nil)
        DiskWriter.unlock(first)
        let second = try DiskWriter.lock(path)
        #expect(second != nil)
        DiskWriter.unlock(second ?? -1)
        close(copy)
    }
}
