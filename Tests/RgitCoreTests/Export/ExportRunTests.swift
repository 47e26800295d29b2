// A run of an export inside a process that goes on afterwards.

import Support
import Testing

@testable import RgitCore

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
}
