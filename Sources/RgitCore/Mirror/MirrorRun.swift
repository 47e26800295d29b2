// Mirrors many repositories side by side, and hands on what became of each in the order of the URLs.

import GitObjects
import Records
import Synchronization

/// One run over a list of URLs.
package struct MirrorRun: Sendable {
    /// What is to be done for one URL.
    private enum Job: Sendable {
        case mirror(MirrorURL, path: [UInt8])
        /// Nothing; the row says why.
        case refuse(MirroredRepository)
    }

    private let folder: MirrorFolder
    private let mirror: RepositoryMirror
    private let jobs: [Job]
    private let options: MirrorOptions
    private let stop: StopSignal
    private let progress: ProgressMeter?
    private let repeated: Int
    /// Kept while numbers are given to mirrors.
    private let numbers: MirrorFolder.Lock?

    /// Prepares to mirror `urls` into `directory`, which is relative to the working directory of `environment`.
    ///
    /// - Throws: `RgitError` of kind `.io` where there is no git, or the directory cannot be written to.
    package init(
        _ urls: [[UInt8]], into directory: [UInt8], _ options: MirrorOptions, environment: ProcessEnvironment,
        progress: ProgressMeter?, stop: StopSignal
    ) throws(RgitError) {
        self.options = options
        self.stop = stop
        self.progress = progress
        let transports = Set(MirrorURL.usualTransports).union(options.allowedTransports)
        let git = try GitProgram(environment, transports: transports, stop: stop)
        let folder = try MirrorFolder(environment.workingDirectory.appendingPath(directory))
        self.folder = folder
        mirror = RepositoryMirror(
            folder: folder, git: git, options: options, environment: environment.forAnotherRepository,
            stop: stop)

        var jobs: [Job] = []
        var seen: Set<[UInt8]> = []
        for url in urls {
            do throws(MirrorURL.Refusal) {
                let parsed = try MirrorURL(
                    url, workingDirectory: environment.workingDirectory, transports: transports)
                if seen.insert(parsed.location).inserted { jobs.append(.mirror(parsed, path: parsed.path)) }
            } catch {
                // What is shown of two of them may be the same.
                if seen.insert([0] + url).inserted {
                    jobs.append(.refuse(Self.failed(error.shown, nil, error.reason)))
                }
            }
        }
        repeated = urls.count - jobs.count
        switch options.layout {
        case .host:
            self.jobs = Self.apart(jobs)
            numbers = nil
        case .flat:
            numbers = try folder.waitForLock("flat", stop)
            self.jobs = Self.numbered(jobs, folder, environment)
        }
    }

    private static func failed(_ url: Text, _ path: Text?, _ error: String) -> MirroredRepository {
        MirroredRepository(
            url: url, path: path, state: .failed, changedReferences: 0, seconds: 0, error: Text(error),
            attempts: 0)
    }

    /// Refuses URLs whose place another one before them has.
    private static func apart(_ jobs: [Job]) -> [Job] {
        var owners: [[UInt8]: [UInt8]] = [:]
        return jobs.map { job in
            guard case .mirror(let url, let path) = job else { return job }
            guard let owner = owners.updateValue(url.location, forKey: path) else { return job }
            owners[path] = owner
            return .refuse(failed(Text(url.location), Text(path), "the path is that of \(Text(owner))"))
        }
    }

    /// The greatest number of a mirror: what has a greater one is not rgit's.
    private static let maximumNumber = 999_999_999

    /// Gives each URL the number of its mirror, or the next one.
    private static func numbered(
        _ jobs: [Job], _ folder: MirrorFolder, _ environment: ProcessEnvironment
    ) -> [Job] {
        var known: [[UInt8]: Int] = [:]
        var last = 0
        for name in FileSystem.list(folder.path) ?? [] {
            guard name.suffix(4).elementsEqual(".git".utf8),
                let number = Int(String(decoding: name.dropLast(4), as: UTF8.self)), number > 0,
                number <= maximumNumber
            else { continue }
            last = max(last, number)
            let path = folder.path(of: name)
            let session = try? Session(
                path, environment: environment.forAnotherRepository, gitDirectory: path)
            if let url = session?.config.string("remote.origin.url") { known[url] = number }
        }
        return jobs.map { job in
            guard case .mirror(let url, _) = job else { return job }
            if known[url.location] == nil { last += 1 }
            return .mirror(url, path: Array("\(known[url.location] ?? last).git".utf8))
        }
    }

    // MARK: The run

    /// Works on all mirrors, and hands a row for each to `receive`, in the order of the URLs, as soon as those before it are
    /// there; then writes the manifest.
    ///
    /// - Throws: `CancellationError` where a stop was asked for: what is whole stays, what is half done is gone; and what
    ///   `receive` throws, after all the work. A manifest that cannot be written is among the problems of the answer.
    package func run(
        _ receive: (MirroredRepository) async throws -> Void
    ) async throws -> Answer<MirrorSummary> {
        defer { numbers?.release() }
        var answer = Answer(MirrorSummary())
        answer.summary.repeated = repeated
        var rows: [MirroredRepository] = []
        var unreceived: (any Error)?
        do {
            try await work { row in
                rows.append(row)
                answer.summary.count(row)
                if let error = row.error {
                    answer.problems.append(RgitError(.io, "not mirrored: \(error)", row.url))
                }
                // Mirrors are made also for a reader that has gone.
                guard unreceived == nil else { return }
                do { try await receive(row) } catch {
                    if error is CancellationError { throw error }
                    unreceived = error
                }
            }
        } catch {
            try? writeManifest(rows)
            throw error
        }
        do throws(RgitError) {
            try writeManifest(rows)
        } catch {
            guard error.kind != .cancelled else { throw error }
            answer.problems.append(error)
        }
        if let unreceived { throw unreceived }
        return answer
    }

    private func work(_ receive: (MirroredRepository) async throws -> Void) async throws {
        guard !jobs.isEmpty else { return }
        progress?.begin("Mirroring", total: jobs.count, also: "failed")
        let crew = Crew(outlet: OrderedOutlet(window: jobs.count))
        try await withTaskCancellationHandler {
            let threads = WorkerThreads(count: min(max(1, options.jobs), jobs.count)) { work(crew) }
            guard let threads else {
                throw RgitError(.io, "cannot start a thread", "the limit on processes is reached")
            }
            do {
                for index in jobs.indices {
                    guard let row = await crew.outlet.take(index) ?? nil else { throw CancellationError() }
                    try await receive(row)
                }
            } catch {
                stop.raise()
                await threads.finish()
                throw error
            }
            await threads.finish()
        } onCancel: {
            stop.raise()
        }
    }

    /// What the threads share.
    private final class Crew: Sendable {
        /// The next URL.
        let next = Atomic<Int>(0)
        let outlet: OrderedOutlet<MirroredRepository?>

        init(outlet: OrderedOutlet<MirroredRepository?>) { self.outlet = outlet }
    }

    /// What every thread does.
    private func work(_ crew: Crew) {
        while true {
            let index = crew.next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < jobs.count else { return }
            let row = stop.isRaised ? nil : perform(jobs[index])
            progress?.advance(also: row?.state == .failed ? 1 : 0)
            crew.outlet.deliver(index, row)
        }
    }

    private func perform(_ job: Job) -> MirroredRepository? {
        switch job {
        case .mirror(let url, let path):
            progress?.start(Text(path).string)
            defer { progress?.finish(Text(path).string) }
            return mirror.run(url, path: path)
        case .refuse(let row): return row
        }
    }

    /// Adds what the run came to, to what earlier ones have written.
    private func writeManifest(_ rows: [MirroredRepository]) throws(RgitError) {
        let lock = try folder.waitForLock("manifest", stop)
        defer { lock.release() }
        let path = folder.path(of: Array(MirrorFolder.manifestName.utf8))
        var manifest = MirrorManifest(try FileSystem.read(path, limit: 1 << 30) ?? [])
        let date = FileSystem.now() / 1_000_000_000
        for row in rows where row.attempts > 0 { manifest.take(row, at: date) }
        manifest.prune { FileSystem.exists(folder.path(of: $0)) }
        try folder.replace(MirrorFolder.manifestName, with: manifest.content)
    }
}
