# Completes rgit in fish.
# Made by 'rgit completions fish' from the table of commands; change that instead.

# Prints the command, and behind it the options that say where its repository is.
function __rgit_words
    set -l words (commandline -opc)
    set -e words[1]
    set -l place
    while set -q words[1]
        switch $words[1]
            case -C --git-dir
                set -a place $words[1] $words[2]
                set -e words[1]
            case '--git-dir=*'
                set -a place $words[1]
            case --color --fields --format -j --jobs --repo --repos-from --repos-under --sort --top --value
                set -e words[1]
            case '-*'
            case '*'
                printf '%s\n' $words[1] $place
                return
        end
        set -e words[1]
    end
    printf '%s\n' '' $place
end

function __rgit_needs_command
    set -l words (__rgit_words)
    test -z "$words[1]"
end

function __rgit_command_is
    set -l words (__rgit_words)
    contains -- "$words[1]" $argv
end

function __rgit_is_after_dashes
    contains -- -- (commandline -opc)
end

function __rgit_git
    set -l words (__rgit_words)
    set -l place (string replace -r '^~/' "$HOME/" -- $words[2..])
    git $place $argv 2>/dev/null
end

function __rgit_refs
    __rgit_git for-each-ref --format='%(refname:strip=2)' $argv
end

# Prints the files and directories of a revision, each behind it and a colon.
function __rgit_tree
    set -l folder (string match -r '^.*/' -- $argv[2]; or echo)
    for line in (__rgit_git ls-tree -z $argv[1]:(string trim -r -c / -- $folder[1]) | string split0)
        set -l parts (string split -m 1 \t -- $line)
        set -l slash (string match -q '* tree *' -- $parts[1]; and echo /; or echo)
        string match -q -- '*'\n'*' $parts[2]; or printf '%s\n' $argv[1]:$folder[1]$parts[2]$slash
    end
end

# Prints revisions, behind ^ and behind the dots of a range too, and the paths of one behind its colon.
function __rgit_revisions
    set -l token (string replace -r '^--[^=]*=' '' -- (commandline -ct))
    if string match -qr '^[^:]+:' -- $token
        set -l parts (string split -m 1 : -- $token)
        __rgit_tree $parts
        return
    end
    set -l prefix (string match -r '^.*\.\.\.?|^\^' -- $token; or echo)
    printf '%s\n' $prefix[1]HEAD $prefix[1](__rgit_refs refs/heads refs/tags refs/remotes)
end

# Prints names of fields behind those that are there.
function __rgit_fields
    set -l token (string replace -r '^--[^=]*=' '' -- (commandline -ct))
    set -l prefix (string match -r '^.*,' -- $token; or echo)
    set -l words (__rgit_words)
    for name in (__rgit_field_names $words[1])
        contains -- $name (string split , -- $prefix[1]); or printf '%s\n' $prefix[1]$name
    end
end

function __rgit_sort_keys
    set -l words (__rgit_words)
    set -l names (__rgit_field_names $words[1])
    printf '%s\n' $names -$names
end

function __rgit_commands
    complete -C 'rgit ' | string match -v -- '-*'
end

# Prints the fields of a command.
function __rgit_field_names
    switch $argv[1]
        case log
            printf '%s\n' hexsha tree parents authored_date authored_datetime author.name author.email \
                committed_date committed_datetime committer.name committer.email refs summary message \
                encoding gpgsig trailers co_authors side cherry selector reflog_message boundary \
                line_ranges line_patch stats.total.files stats.total.insertions stats.total.deletions \
                stats.total.lines stats.files
        case info
            printf '%s\n' working_tree_dir git_dir common_dir bare shallow partial sparse state is_linked_worktree \
                object_format ref_format head.hexsha head.abbrev head.name head.detached head.unborn \
                active_branch tracking_branch default_branch describe remotes branches tags objects packs \
                size_bytes description alternates history.commits history.commit_bytes \
                history.max_commit_bytes history.max_parents history.depth history.trees \
                history.tree_bytes history.tree_entries history.max_tree_entries history.blobs \
                history.blob_bytes history.max_blob_bytes history.tags history.max_tag_depth \
                history.references history.max_directories history.max_path_depth history.max_path_length \
                history.max_files history.max_checkout_bytes history.max_symlinks history.max_submodules \
                history.unknown_objects history.concerns
        case status
            printf '%s\n' x y path old_path staged unstaged untracked ignored conflicted stages \
                submodule.new_commits submodule.modified submodule.untracked a_mode index_mode b_mode \
                a_hexsha b_hexsha similarity
        case branches
            printf '%s\n' name path hexsha is_head is_remote symbolic_target tracking_branch upstream_gone ahead \
                behind base ahead_of_base behind_base merged merged_how author.name author.email \
                authored_date authored_datetime committer.name committer.email committed_date \
                committed_datetime summary
        case contributors
            printf '%s\n' day week month quarter year weekday hour domain rank name email commits merges authors \
                share insertions deletions lines files first_commit_date first_commit_datetime \
                last_commit_date last_commit_datetime active_days
        case blame
            printf '%s\n' hexsha path orig_path orig_start start lines author.name author.email authored_date \
                authored_datetime committer.name committer.email committed_date committed_datetime summary \
                boundary previous_hexsha previous_path text
        case blame-stats
            printf '%s\n' directory extension path day week month quarter year weekday hour hexsha name email domain \
                lines share files commits boundary_lines oldest_date oldest_datetime newest_date \
                newest_datetime
        case diff
            printf '%s\n' change_type a_path b_path a_mode b_mode a_hexsha b_hexsha similarity binary patch
        case diff-stats
            printf '%s\n' path old_path directory extension change_type files insertions deletions lines binary \
                binary_files similarity a_path b_path a_mode b_mode a_hexsha b_hexsha graph
        case search
            printf '%s\n' hexsha parent authored_date authored_datetime author.name author.email committed_date \
                committed_datetime committer.name committer.email summary path old_path change_type rule \
                pattern before after line text lines
        case files
            printf '%s\n' mode type hexsha size path stage skip_worktree assume_unchanged intent_to_add \
                last_commit.hexsha last_commit.author.name last_commit.author.email \
                last_commit.authored_date last_commit.authored_datetime last_commit.committed_date \
                last_commit.committed_datetime last_commit.summary last_commit.boundary
        case last-modified
            printf '%s\n' path type hexsha author.name author.email authored_date authored_datetime committer.name \
                committer.email committed_date committed_datetime summary boundary created.hexsha \
                created.author.name created.author.email created.authored_date created.authored_datetime \
                created.committer.name created.committer.email created.committed_date \
                created.committed_datetime created.summary created.boundary
        case owners
            printf '%s\n' path name email lines commits share files rank bus_factor declared line problem pattern \
                owners
        case check
            printf '%s\n' rule path line limit value hexsha submodule message reference group paths insertions \
                deletions owners through files
        case age
            printf '%s\n' period hexsha date datetime cohort lines share
        case weight
            printf '%s\n' disk_bytes bytes max_bytes versions files present deleted_date deleted_datetime path \
                directory extension hexsha first_commit paths
        case hotspots
            printf '%s\n' path directory extension commits authors insertions deletions lines last_commit_date \
                last_commit_datetime score present current_lines aliases
        case coupling
            printf '%s\n' a_path b_path shared a_commits b_commits degree jaccard
        case activity
            printf '%s\n' day week month quarter year weekday hour tag previous name email commits authors newcomers \
                insertions deletions first_commit_date first_commit_datetime last_commit_date \
                last_commit_datetime date datetime
        case show
            printf '%s\n' revision type hexsha size commit.hexsha commit.tree commit.parents commit.authored_date \
                commit.authored_datetime commit.author.name commit.author.email commit.committed_date \
                commit.committed_datetime commit.committer.name commit.committer.email commit.refs \
                commit.summary commit.message commit.encoding commit.gpgsig commit.trailers \
                commit.co_authors commit.stats.total.files commit.stats.total.insertions \
                commit.stats.total.deletions commit.stats.total.lines commit.stats.files tag.name \
                tag.object_hexsha tag.object_type tag.tagger.name tag.tagger.email tag.tagged_date \
                tag.tagged_datetime tag.message tag.signed entries binary
        case refs
            printf '%s\n' path name kind hexsha object_hexsha type symbolic_target
        case remotes
            printf '%s\n' name url push_url fetch push head
        case tags
            printf '%s\n' name path hexsha object_hexsha version_order annotated signed tagger.name tagger.email \
                tagged_date tagged_datetime committed_date committed_datetime created_date \
                created_datetime message
        case config
            printf '%s\n' key value scope origin file line
        case reflog
            printf '%s\n' hexsha selector index ref old_hexsha date datetime actor.name actor.email message
        case stashes
            printf '%s\n' index selector hexsha authored_date authored_datetime author.name author.email branch \
                message base index_commit untracked_commit
        case worktrees
            printf '%s\n' path hexsha branch detached bare locked lock_reason prunable prune_reason is_main \
                is_current
        case submodules
            printf '%s\n' status path name hexsha head_hexsha describe branch url configured_url depth
        case notes
            printf '%s\n' hexsha note_hexsha message ref
        case rev-parse
            printf '%s\n' revision hexsha abbrev type name
        case is-ancestor
            printf '%s\n' is_ancestor ancestor descendant
        case merge-base
            printf '%s\n' hexsha
        case ahead-behind
            printf '%s\n' revision base ahead behind hexsha base_hexsha
        case ignored
            printf '%s\n' path ignored source line pattern
        case attributes
            printf '%s\n' path attribute state value
        case describe
            printf '%s\n' revision describe hexsha name depth dirty
        case name-rev
            printf '%s\n' revision name hexsha
        case mirror
            printf '%s\n' url path state refs_changed seconds error attempts
        case export
            printf '%s\n' repo state commits changes people refs files lines problems error
    end
end

complete -c rgit -e
complete -c rgit -n __rgit_needs_command -f
complete -c rgit -n __rgit_needs_command -a log -d 'Show the commits of a history'
complete -c rgit -n __rgit_needs_command -a info -d 'Show where and what the repository is, and where HEAD is'
complete -c rgit -n __rgit_needs_command -a status -d 'Show what is changed, staged, untracked or in conflict'
complete -c rgit -n __rgit_needs_command -a branches -d 'List branches, and how far each is ahead and behind'
complete -c rgit -n __rgit_needs_command -a contributors -d 'Rank the people of a history by their commits'
complete -c rgit -n __rgit_needs_command -a blame -d 'Show the commit each line of a file came in'
complete -c rgit -n __rgit_needs_command -a blame-stats -d 'Count who wrote the lines that are still there'
complete -c rgit -n __rgit_needs_command -a diff -d 'Show what differs between two states'
complete -c rgit -n __rgit_needs_command -a diff-stats -d 'Count the lines that differ between two states'
complete -c rgit -n __rgit_needs_command -a search -d 'Find where patterns came and went in history'
complete -c rgit -n __rgit_needs_command -a files -d 'List the files of a revision or of the index'
complete -c rgit -n __rgit_needs_command -a last-modified -d 'Show the commit that last changed each path'
complete -c rgit -n __rgit_needs_command -a owners -d 'Show whose each directory is; check CODEOWNERS'
complete -c rgit -n __rgit_needs_command -a check -d 'Hold a change against rules, for pipelines and hooks'
complete -c rgit -n __rgit_needs_command -a age -d 'Show how long lines survive, by cohort'
complete -c rgit -n __rgit_needs_command -a weight -d 'Show what takes the space in a history'
complete -c rgit -n __rgit_needs_command -a hotspots -d 'Rank files by how often they changed'
complete -c rgit -n __rgit_needs_command -a coupling -d 'Show files that change together'
complete -c rgit -n __rgit_needs_command -a activity -d 'Show when commits are written, and who came and left'
complete -c rgit -n __rgit_needs_command -a cat -d 'Print files as they are at a revision'
complete -c rgit -n __rgit_needs_command -a show -d 'Show commits, tags, trees and files'
complete -c rgit -n __rgit_needs_command -a refs -d 'List references and what they point to'
complete -c rgit -n __rgit_needs_command -a remotes -d 'List remotes, their URLs and refspecs'
complete -c rgit -n __rgit_needs_command -a tags -d 'List tags, their objects, taggers and messages'
complete -c rgit -n __rgit_needs_command -a config -d 'Show the variables of the configuration and where they are set'
complete -c rgit -n __rgit_needs_command -a reflog -d 'Show what a reference pointed to before'
complete -c rgit -n __rgit_needs_command -a stashes -d 'List what was put away with git stash'
complete -c rgit -n __rgit_needs_command -a worktrees -d 'List the working trees and what is checked out in them'
complete -c rgit -n __rgit_needs_command -a submodules -d 'List submodules and what is checked out in them'
complete -c rgit -n __rgit_needs_command -a notes -d 'Show the notes about commits'
complete -c rgit -n __rgit_needs_command -a rev-parse -d 'Show which objects revisions name'
complete -c rgit -n __rgit_needs_command -a is-ancestor -d 'Say whether one commit is part of the history of another'
complete -c rgit -n __rgit_needs_command -a merge-base -d 'Find the best common ancestors of commits'
complete -c rgit -n __rgit_needs_command -a ahead-behind -d 'Count how far a commit and others have gone apart'
complete -c rgit -n __rgit_needs_command -a ignored -d 'Say which paths are ignored, and by which line of which file'
complete -c rgit -n __rgit_needs_command -a attributes -d 'Show what gitattributes say of paths'
complete -c rgit -n __rgit_needs_command -a describe -d 'Name commits by the nearest tags'
complete -c rgit -n __rgit_needs_command -a name-rev -d 'Name commits by the references that lead to them'
complete -c rgit -n __rgit_needs_command -a mirror -d 'Keep bare mirrors of many repositories, side by side'
complete -c rgit -n __rgit_needs_command -a export -d 'Write facts of repositories for DuckDB, Spark and others'
complete -c rgit -n __rgit_needs_command -a batch -d 'Answer requests from standard input, a line each'
complete -c rgit -n __rgit_needs_command -a help -d 'List the commands, or show the man page of one'
complete -c rgit -n __rgit_needs_command -a completions -d 'Print the completion script of a shell'
complete -c rgit -n __rgit_needs_command -a schema -d 'Print the JSON Schema of a command\'s JSON'

complete -c rgit -n 'not __rgit_command_is log contributors blame blame-stats diff diff-stats search owners age hotspots activity show' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR'
complete -c rgit -l color -x -a 'auto\\t\'on a terminal\' always\\t\'into pipes and files too\' never\\t\'no colour\'' -d 'Choose when tables are coloured'
complete -c rgit -l csv -d 'Write comma-separated values, as --format=csv'
complete -c rgit -l fields -x -a '(__rgit_fields)' -d 'Choose the fields to show and their order'
complete -c rgit -n 'not __rgit_command_is export' -l format -x -a 'table\\t\'aligned columns for people\' json\\t\'one JSON document\' ndjson\\t\'one JSON object a line\' csv\\t\'comma-separated values with a header\' tsv\\t\'tab-separated values with a header\'' -d 'Choose the form of the output'
complete -c rgit -l git-dir -x -a '(__fish_complete_directories)' -d 'Read the repository in DIR instead of looking for one'
complete -c rgit -s h -d 'Show a summary of one screen'
complete -c rgit -l help -d 'Show the man page'
complete -c rgit -s j -l jobs -x -d 'Work on N cores at once'
complete -c rgit -l json -d 'Write one JSON document, as --format=json'
complete -c rgit -l ndjson -d 'Write one JSON object a line, as --format=ndjson'
complete -c rgit -l no-pager -d 'Do not start a pager'
complete -c rgit -l progress -d 'Show progress on standard error, or do not'
complete -c rgit -l no-progress -d 'Show progress on standard error, or do not'
complete -c rgit -n 'not __rgit_command_is status diff diff-stats search' -s q -l quiet -d 'Show neither progress nor warnings'
complete -c rgit -l repo -x -a '(__fish_complete_directories)' -d 'Ask the repository in DIR; may be given several times'
complete -c rgit -l repos-from -r -F -d 'Ask the repositories that FILE lists, or with - standard input'
complete -c rgit -l repos-under -x -a '(__fish_complete_directories)' -d 'Ask all repositories at and below DIR'
complete -c rgit -l sort -x -a '(__rgit_sort_keys)' -d 'Put the rows in the order of a field, or of -KEY, descending'
complete -c rgit -l top -x -d 'Show the first N rows only, and count the others'
complete -c rgit -l tsv -d 'Write tab-separated values, as --format=tsv'
complete -c rgit -l value -x -a '(__rgit_fields)' -d 'Print the bare values of one field, a line each'
complete -c rgit -l version -d 'Print the versions of rgit, libgit2 and Swift'
complete -c rgit -s z -d 'End every --value with a NUL instead of a line feed'

complete -c rgit -n '__rgit_command_is log' -s L -x -d 'Only commits that changed these lines, RANGE:FILE'
complete -c rgit -n '__rgit_command_is log' -s c -d 'Show a merge against all parents at once, as --diff-merges=combined'
complete -c rgit -n '__rgit_command_is log' -s m -d 'Show a merge against each parent, as --diff-merges=separate'
complete -c rgit -n '__rgit_command_is log' -l by -x -a 'file\\t\'a row for every path\' directory\\t\'the directory\'' -d 'Sum the commits up by what they changed'
complete -c rgit -n '__rgit_command_is log' -l cc -d 'Show a merge against all parents at once, as --diff-merges=dense-combined'
complete -c rgit -n '__rgit_command_is log' -l count -d 'Print only how many commits there are'
complete -c rgit -n '__rgit_command_is log' -l depth -x -d 'With --by directory, keep the first N components of a path'
complete -c rgit -n '__rgit_command_is log' -l diff-merges -x -a 'off\\t\'a merge changes nothing\' first-parent\\t\'against the first parent\' separate\\t\'against each parent, one after the other\' combined\\t\'against all parents at once\' dense-combined\\t\'the same without what is as in a parent\'' -d 'Choose what a merge is compared with'
complete -c rgit -n '__rgit_command_is log' -l grep-reflog -x -d 'With -g, only moves whose message matches PATTERN'
complete -c rgit -n '__rgit_command_is log' -s p -l patch -d 'Show what commits changed, as patches'
complete -c rgit -n '__rgit_command_is log' -l no-patch -d 'Show what commits changed, as patches'
complete -c rgit -n '__rgit_command_is log' -l stats -d 'Count the files and lines every commit changed'
complete -c rgit -n '__rgit_command_is log' -s g -l walk-reflogs -d 'Show the commits that references were moved to'
complete -c rgit -n '__rgit_command_is log' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is log' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is log' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is log' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is log' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is log' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is log' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is log' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is log' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is log' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is log' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is log' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is log' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is log' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is log' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is log' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is log' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is log' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is log' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is log' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is log' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is log' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is log' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is log' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is log' -l encoding -x -d 'Show and match commits in this encoding instead of UTF-8'
complete -c rgit -n '__rgit_command_is log' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is log' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is log' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is log' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is log' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is log' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is log' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is log' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is log' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is log' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is log' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is log' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is log' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is log' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is log' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is log' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is log' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is log' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is log' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is log' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is log' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is log' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is log' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is log' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is log' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is log' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is log' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is log' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is log' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is log' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is log' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is log' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is log' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is log' -l follow -d 'Follow the one file given across its renames'
complete -c rgit -n '__rgit_command_is log' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is log' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is log' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is log' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is log' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is log' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is log' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is log' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is log' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is log' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is log' -s G -x -d 'Only changes with an added or removed line that matches'
complete -c rgit -n '__rgit_command_is log' -s S -x -d 'Only changes of how often TEXT occurs in a file'
complete -c rgit -n '__rgit_command_is log' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is log' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is log' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is log' -l diff-filter -x -d 'Only changes of these kinds (ACDMRTU)'
complete -c rgit -n '__rgit_command_is log' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is log' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is log' -l find-object -x -d 'Only changes to or from this content'
complete -c rgit -n '__rgit_command_is log' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is log' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is log' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is log' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is log' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is log' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is log' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is log' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is log' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is log' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is log' -l pickaxe-all -d 'With -S or -G keep all changes of a commit'
complete -c rgit -n '__rgit_command_is log' -l pickaxe-regex -d 'Take TEXT of -S for an extended regular expression'
complete -c rgit -n '__rgit_command_is log' -l abbrev -f -d 'Shorten object names to N digits, or as many more as it takes'
complete -c rgit -n '__rgit_command_is log' -l dst-prefix -x -d 'Show PREFIX before the second path instead of b/'
complete -c rgit -n '__rgit_command_is log' -l full-index -d 'Show whole object names in patches'
complete -c rgit -n '__rgit_command_is log' -s W -l function-context -d 'Show whole functions around changes'
complete -c rgit -n '__rgit_command_is log' -s I -l ignore-matching-lines -x -d 'Ignore changes all of whose lines match REGEX'
complete -c rgit -n '__rgit_command_is log' -l indent-heuristic -d 'Choose by indentation where changes begin'
complete -c rgit -n '__rgit_command_is log' -l no-indent-heuristic -d 'Choose by indentation where changes begin'
complete -c rgit -n '__rgit_command_is log' -l inter-hunk-context -x -d 'Join hunks that are at most N lines apart'
complete -c rgit -n '__rgit_command_is log' -s D -l irreversible-delete -d 'Leave out the lines of deleted files'
complete -c rgit -n '__rgit_command_is log' -l no-abbrev -d 'Show whole object names in lists'
complete -c rgit -n '__rgit_command_is log' -l no-prefix -d 'Show no a/ and b/ before paths'
complete -c rgit -n '__rgit_command_is log' -l src-prefix -x -d 'Show PREFIX before the first path instead of a/'
complete -c rgit -n '__rgit_command_is log' -s a -l text -d 'Compare all files line by line'
complete -c rgit -n '__rgit_command_is log' -s U -l unified -x -d 'Show N lines around each change; implies --patch'
complete -c rgit -n '__rgit_command_is log; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is log' -F

complete -c rgit -n '__rgit_command_is info' -l history -d 'Measure the history that references reach'
complete -c rgit -n '__rgit_command_is info' -f

complete -c rgit -n '__rgit_command_is status' -l ahead-behind -d 'Count the commits to the upstream, the default'
complete -c rgit -n '__rgit_command_is status' -s b -l branch -d 'With --porcelain: say what branch it is, too'
complete -c rgit -n '__rgit_command_is status' -l exit-code -d 'Exit with status 1 where there is any row, else 0'
complete -c rgit -n '__rgit_command_is status' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is status' -l ignore-submodules -l submodules -f -a 'none\\t\'everything counts\' untracked\\t\'not their untracked files\' dirty\\t\'only other commits count\' all\\t\'they are not looked at\'' -d 'Choose what does not count of submodules'
complete -c rgit -n '__rgit_command_is status' -l ignored -f -a 'traditional\\t\'files, and directories that hold nothing else\' no\\t\'none\' matching\\t\'files and directories that a pattern matches\'' -d 'List ignored files, too'
complete -c rgit -n '__rgit_command_is status' -l porcelain -f -a 'v1\\t\'two letters and a path\' v2\\t\'modes and objects, too\'' -d 'Print exactly what git status --porcelain prints'
complete -c rgit -n '__rgit_command_is status' -l quiet -d 'Print nothing, and exit as with --exit-code'
complete -c rgit -n '__rgit_command_is status' -l renames -d 'Look for renames'
complete -c rgit -n '__rgit_command_is status' -l show-stash -d 'With --porcelain=v2: say how many stashes there are, too'
complete -c rgit -n '__rgit_command_is status' -s u -l untracked -l untracked-files -f -a 'no\\t\'none\' normal\\t\'files, and directories without tracked ones\' all\\t\'every file\'' -d 'Choose which untracked files are listed'
complete -c rgit -n '__rgit_command_is status; and not __rgit_is_after_dashes' -a ''
complete -c rgit -n '__rgit_command_is status' -F

complete -c rgit -n '__rgit_command_is branches' -s a -l all -d 'List local and remote-tracking branches'
complete -c rgit -n '__rgit_command_is branches' -l base -x -a '(__rgit_revisions)' -d 'Count commits ahead of REVISION and behind it, too'
complete -c rgit -n '__rgit_command_is branches' -l contains -x -a '(__rgit_revisions)' -d 'Only branches that contain the commit REVISION'
complete -c rgit -n '__rgit_command_is branches' -l forked -x -a '(__rgit_refs refs/heads refs/remotes)' -d 'Only branches that follow BRANCH'
complete -c rgit -n '__rgit_command_is branches' -l gone -d 'Only branches whose upstream does not exist any more'
complete -c rgit -n '__rgit_command_is branches' -s i -l ignore-case -d 'Ignore case in patterns and in sorting by name'
complete -c rgit -n '__rgit_command_is branches' -l merged -x -a '(__rgit_revisions)' -d 'Only branches that can be reached from REVISION'
complete -c rgit -n '__rgit_command_is branches' -l no-contains -x -a '(__rgit_revisions)' -d 'Only branches that do not contain the commit REVISION'
complete -c rgit -n '__rgit_command_is branches' -l no-merged -x -a '(__rgit_revisions)' -d 'Only branches that cannot be reached from REVISION'
complete -c rgit -n '__rgit_command_is branches' -l points-at -x -a '(__rgit_revisions)' -d 'Only branches of the object REVISION'
complete -c rgit -n '__rgit_command_is branches' -s r -l remotes -d 'List remote-tracking branches'
complete -c rgit -n '__rgit_command_is branches' -l stale -x -d 'Only branches without a commit in the last DAYS days'
complete -c rgit -n '__rgit_command_is branches' -f -a '(__rgit_refs refs/heads refs/remotes)'

complete -c rgit -n '__rgit_command_is contributors' -l by -x -a 'name+email\\t\'name and e-mail address\' name\\t\'name alone\' email\\t\'e-mail address alone\' domain\\t\'domain of the e-mail address\' day\\t\'the day, as 2026-07-28\' week\\t\'the week of ISO 8601, as 2026-W31\' month\\t\'the month, as 2026-07\' quarter\\t\'the quarter, as 2026-Q3\' year\\t\'the year\' weekday\\t\'the day of the week, from 1 for Monday to 7\' hour\\t\'the hour of the day, from 0 to 23\'' -d 'Choose what the commits of a row have in common'
complete -c rgit -n '__rgit_command_is contributors' -l date -x -a 'authored\\t\'the author\\\'s date\' committed\\t\'the committer\\\'s date\'' -d 'Choose the date that says which period a commit is in'
complete -c rgit -n '__rgit_command_is contributors' -l diff-merges -x -a 'off\\t\'a merge changes nothing\' first-parent\\t\'against the first parent\'' -d 'Choose how --stats counts a merge'
complete -c rgit -n '__rgit_command_is contributors' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is contributors' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is contributors' -l group -x -a 'author\\t\'the author\' committer\\t\'the committer\' trailer:Co-authored-by\\t\'the people such trailers name\'' -d 'Choose whom a commit is counted for'
complete -c rgit -n '__rgit_command_is contributors' -l stats -d 'Count the files and lines they changed'
complete -c rgit -n '__rgit_command_is contributors' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is contributors' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is contributors' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is contributors' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is contributors' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is contributors' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is contributors' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is contributors' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is contributors' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is contributors' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is contributors' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is contributors' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is contributors' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is contributors' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is contributors' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is contributors' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is contributors' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is contributors' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is contributors' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is contributors' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is contributors' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is contributors' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is contributors' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is contributors' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is contributors' -l encoding -x -d 'Show and match commits in this encoding instead of UTF-8'
complete -c rgit -n '__rgit_command_is contributors' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is contributors' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is contributors' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is contributors' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is contributors' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is contributors' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is contributors' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is contributors' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is contributors' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is contributors' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is contributors' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is contributors' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is contributors' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is contributors' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is contributors' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is contributors' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is contributors' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is contributors' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is contributors' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is contributors' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is contributors' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is contributors' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is contributors' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is contributors' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is contributors' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is contributors' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is contributors' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is contributors' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is contributors' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is contributors' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is contributors' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is contributors' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is contributors' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is contributors' -l follow -d 'Follow the one file given across its renames'
complete -c rgit -n '__rgit_command_is contributors' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is contributors' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is contributors' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is contributors' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is contributors' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is contributors' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is contributors' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is contributors' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is contributors' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is contributors' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is contributors' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is contributors' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is contributors' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is contributors' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is contributors' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is contributors' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is contributors' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is contributors' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is contributors' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is contributors' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is contributors' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is contributors' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is contributors' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is contributors' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is contributors' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is contributors; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is contributors' -F

complete -c rgit -n '__rgit_command_is blame' -l encoding -x -d 'Show names and summaries in this encoding instead of UTF-8'
complete -c rgit -n '__rgit_command_is blame' -s C -l find-copies -f -d 'Follow lines copied from other files, too'
complete -c rgit -n '__rgit_command_is blame' -s M -l find-moves -f -d 'Follow lines that moved within the file'
complete -c rgit -n '__rgit_command_is blame' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is blame' -l ignore-rev -x -a '(__rgit_revisions)' -d 'Ignore the changes of REVISION'
complete -c rgit -n '__rgit_command_is blame' -l ignore-revs-file -r -F -d 'Ignore the changes of every commit that FILE lists'
complete -c rgit -n '__rgit_command_is blame' -s w -l ignore-whitespace -d 'Ignore white space where lines are compared'
complete -c rgit -n '__rgit_command_is blame' -l incremental -d 'Print hunks as they are found'
complete -c rgit -n '__rgit_command_is blame' -l line-porcelain -d 'Print as git blame --line-porcelain, the commit\'s details on every line'
complete -c rgit -n '__rgit_command_is blame' -s L -l line-range -x -d 'Blame only these lines'
complete -c rgit -n '__rgit_command_is blame' -l lines -d 'Give every line a row of its own, with its text'
complete -c rgit -n '__rgit_command_is blame' -l mailmap -l use-mailmap -f -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is blame' -l no-mailmap -l no-use-mailmap -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is blame' -s p -l porcelain -d 'Print as git blame --porcelain'
complete -c rgit -n '__rgit_command_is blame' -l reverse -d 'Find the newest commit that still has each line'
complete -c rgit -n '__rgit_command_is blame' -l root -d 'Do not mark lines of root commits as being at a boundary'
complete -c rgit -n '__rgit_command_is blame' -l since -l after -x -d 'Go no further back than DATE'
complete -c rgit -n '__rgit_command_is blame; and not __rgit_is_after_dashes' -a ''
complete -c rgit -n '__rgit_command_is blame' -F

complete -c rgit -n '__rgit_command_is blame-stats' -l by -x -a 'author\\t\'who wrote them\' name\\t\'name of who wrote them\' email\\t\'e-mail address of who wrote them\' domain\\t\'domain of that address\' file\\t\'the file they are in\' directory\\t\'the directory they are in\' extension\\t\'the file name\\\'s extension\' commit\\t\'the commit they came in\' day\\t\'the day, as 2026-07-28\' week\\t\'the week of ISO 8601, as 2026-W31\' month\\t\'the month, as 2026-07\' quarter\\t\'the quarter, as 2026-Q3\' year\\t\'the year\' weekday\\t\'the day of the week, from 1 for Monday to 7\' hour\\t\'the hour of the day, from 0 to 23\'' -d 'Choose what lines are summed by'
complete -c rgit -n '__rgit_command_is blame-stats' -l depth -x -d 'With --by directory, keep the first N components of a path'
complete -c rgit -n '__rgit_command_is blame-stats' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is blame-stats' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is blame-stats' -s C -l find-copies -f -d 'Follow lines copied from other files, too'
complete -c rgit -n '__rgit_command_is blame-stats' -s M -l find-moves -f -d 'Follow lines that moved within the file'
complete -c rgit -n '__rgit_command_is blame-stats' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is blame-stats' -l generated -d 'Count generated and vendored files, or leave them out'
complete -c rgit -n '__rgit_command_is blame-stats' -l no-generated -d 'Count generated and vendored files, or leave them out'
complete -c rgit -n '__rgit_command_is blame-stats' -l ignore-rev -x -a '(__rgit_revisions)' -d 'Ignore the changes of REVISION'
complete -c rgit -n '__rgit_command_is blame-stats' -l ignore-revs-file -r -F -d 'Ignore the changes of every commit that FILE lists'
complete -c rgit -n '__rgit_command_is blame-stats' -s w -l ignore-whitespace -d 'Ignore white space where lines are compared'
complete -c rgit -n '__rgit_command_is blame-stats' -l mailmap -l use-mailmap -f -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is blame-stats' -l no-mailmap -l no-use-mailmap -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is blame-stats' -l max-filesize -x -d 'Leave out files larger than SIZE bytes'
complete -c rgit -n '__rgit_command_is blame-stats' -l memory -x -d 'Keep the caches of all workers together within SIZE bytes'
complete -c rgit -n '__rgit_command_is blame-stats' -l since -l after -x -d 'Go no further back than DATE'
complete -c rgit -n '__rgit_command_is blame-stats; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is blame-stats' -F

complete -c rgit -n '__rgit_command_is diff' -l diff-filter -x -d 'Only changes of these kinds (ACDMRTU)'
complete -c rgit -n '__rgit_command_is diff' -l exit-code -d 'Exit with status 1 where there is any row, else 0'
complete -c rgit -n '__rgit_command_is diff' -l merge-base -d 'Compare with the merge base of the commits, or of COMMIT and HEAD'
complete -c rgit -n '__rgit_command_is diff' -l name-only -d 'Print names, as git diff --name-only'
complete -c rgit -n '__rgit_command_is diff' -l name-status -d 'Print letters and names, as git does'
complete -c rgit -n '__rgit_command_is diff' -l numstat -d 'Print line counts, as git diff --numstat'
complete -c rgit -n '__rgit_command_is diff' -s p -l patch -d 'Print patches, as git diff'
complete -c rgit -n '__rgit_command_is diff' -l quiet -d 'Print nothing, and exit as with --exit-code'
complete -c rgit -n '__rgit_command_is diff' -l raw -d 'Print modes, objects, letters and names'
complete -c rgit -n '__rgit_command_is diff' -l staged -l cached -d 'Compare the index with HEAD, or COMMIT'
complete -c rgit -n '__rgit_command_is diff' -s R -d 'Compare the other way round'
complete -c rgit -n '__rgit_command_is diff' -s G -x -d 'Only changes with an added or removed line that matches'
complete -c rgit -n '__rgit_command_is diff' -s S -x -d 'Only changes of how often TEXT occurs in a file'
complete -c rgit -n '__rgit_command_is diff' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is diff' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is diff' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is diff' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is diff' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is diff' -l find-object -x -d 'Only changes to or from this content'
complete -c rgit -n '__rgit_command_is diff' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is diff' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is diff' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is diff' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is diff' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is diff' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is diff' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is diff' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is diff' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is diff' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is diff' -l pickaxe-all -d 'With -S or -G keep all changes of a commit'
complete -c rgit -n '__rgit_command_is diff' -l pickaxe-regex -d 'Take TEXT of -S for an extended regular expression'
complete -c rgit -n '__rgit_command_is diff' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of -S and -G'
complete -c rgit -n '__rgit_command_is diff' -l abbrev -f -d 'Shorten object names to N digits, or as many more as it takes'
complete -c rgit -n '__rgit_command_is diff' -l dst-prefix -x -d 'Show PREFIX before the second path instead of b/'
complete -c rgit -n '__rgit_command_is diff' -l full-index -d 'Show whole object names in patches'
complete -c rgit -n '__rgit_command_is diff' -s W -l function-context -d 'Show whole functions around changes'
complete -c rgit -n '__rgit_command_is diff' -s I -l ignore-matching-lines -x -d 'Ignore changes all of whose lines match REGEX'
complete -c rgit -n '__rgit_command_is diff' -l indent-heuristic -d 'Choose by indentation where changes begin'
complete -c rgit -n '__rgit_command_is diff' -l no-indent-heuristic -d 'Choose by indentation where changes begin'
complete -c rgit -n '__rgit_command_is diff' -l inter-hunk-context -x -d 'Join hunks that are at most N lines apart'
complete -c rgit -n '__rgit_command_is diff' -s D -l irreversible-delete -d 'Leave out the lines of deleted files'
complete -c rgit -n '__rgit_command_is diff' -l no-abbrev -d 'Show whole object names in lists'
complete -c rgit -n '__rgit_command_is diff' -l no-ext-diff -d 'Run no external diff programs, as always'
complete -c rgit -n '__rgit_command_is diff' -l no-prefix -d 'Show no a/ and b/ before paths'
complete -c rgit -n '__rgit_command_is diff' -l no-textconv -d 'Run no textconv programs, as always'
complete -c rgit -n '__rgit_command_is diff' -l src-prefix -x -d 'Show PREFIX before the first path instead of a/'
complete -c rgit -n '__rgit_command_is diff' -s a -l text -d 'Compare all files line by line'
complete -c rgit -n '__rgit_command_is diff' -s U -l unified -x -d 'Show N lines around each change; implies --patch'
complete -c rgit -n '__rgit_command_is diff; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is diff' -F

complete -c rgit -n '__rgit_command_is diff-stats' -l by -x -a 'file\\t\'a row for every changed file\' directory\\t\'the directory\' extension\\t\'the file name\\\'s extension\'' -d 'Choose what changes are summed by'
complete -c rgit -n '__rgit_command_is diff-stats' -l depth -x -d 'With --by directory, keep the first N components of a path'
complete -c rgit -n '__rgit_command_is diff-stats' -l diff-merges -x -a 'first-parent\\t\'against the first parent\' off\\t\'a merge changes nothing\'' -d 'Choose what one commit that is a merge changed'
complete -c rgit -n '__rgit_command_is diff-stats' -l exit-code -d 'Exit with status 1 where there is any row, else 0'
complete -c rgit -n '__rgit_command_is diff-stats' -l fail-over -x -d 'Exit with status 1 where more than N lines were added and removed'
complete -c rgit -n '__rgit_command_is diff-stats' -l merge-base -d 'Compare with the merge base of the commits, or of COMMIT and HEAD'
complete -c rgit -n '__rgit_command_is diff-stats' -l numstat -d 'Print exactly what git diff --numstat prints'
complete -c rgit -n '__rgit_command_is diff-stats' -l quiet -d 'Print nothing, and exit as with --exit-code'
complete -c rgit -n '__rgit_command_is diff-stats' -l staged -l cached -d 'Compare the index with HEAD'
complete -c rgit -n '__rgit_command_is diff-stats' -l unstaged -d 'Compare the working tree with the index'
complete -c rgit -n '__rgit_command_is diff-stats' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is diff-stats' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is diff-stats' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is diff-stats' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is diff-stats' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is diff-stats' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is diff-stats' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is diff-stats' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is diff-stats' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is diff-stats' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is diff-stats' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is diff-stats' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is diff-stats' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is diff-stats' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is diff-stats' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is diff-stats; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is diff-stats' -F

complete -c rgit -n '__rgit_command_is search' -s G -l changed-lines -d 'Find changes with an added or removed line that matches'
complete -c rgit -n '__rgit_command_is search' -l count -d 'Print only how many rows there are'
complete -c rgit -n '__rgit_command_is search' -l diff-merges -x -a 'off\\t\'a merge changes nothing\' first-parent\\t\'against the first parent\' separate\\t\'against each parent\'' -d 'Choose what a merge is compared with'
complete -c rgit -n '__rgit_command_is search' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is search' -l exit-code -d 'Exit with status 1 where there is any row, else 0'
complete -c rgit -n '__rgit_command_is search' -s f -l file -r -F -d 'Search for the patterns of FILE, one on each line'
complete -c rgit -n '__rgit_command_is search' -s m -d 'Compare a merge with each parent, as --diff-merges=separate'
complete -c rgit -n '__rgit_command_is search' -l quiet -d 'Print nothing, and exit as with --exit-code'
complete -c rgit -n '__rgit_command_is search' -s e -l regexp -x -d 'Search for PATTERN, too'
complete -c rgit -n '__rgit_command_is search' -l rules -r -F -d 'Search for the named rules of FILE'
complete -c rgit -n '__rgit_command_is search' -s a -l text -d 'Show and search lines of binary files, too'
complete -c rgit -n '__rgit_command_is search' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is search' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is search' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is search' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is search' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is search' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is search' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is search' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is search' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is search' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is search' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is search' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is search' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is search' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is search' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is search' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is search' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is search' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is search' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is search' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is search' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is search' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is search' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is search' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is search' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is search' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is search' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is search' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is search' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is search' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is search' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is search' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is search' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is search' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is search' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is search' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is search' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is search' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is search' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is search' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is search' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is search' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is search' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is search' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is search' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is search' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is search' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is search' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is search' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is search' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is search' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is search' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is search' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is search' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is search' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is search' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is search' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is search' -l follow -d 'Follow the one file given across its renames'
complete -c rgit -n '__rgit_command_is search' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is search' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is search' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is search' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is search' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is search' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is search' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is search' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is search' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is search' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is search' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is search' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is search' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is search' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is search' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is search' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is search' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is search' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is search' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is search' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is search' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is search' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is search' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is search' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is search' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is search; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is search' -F

complete -c rgit -n '__rgit_command_is files' -l depth -x -d 'List no more than N levels'
complete -c rgit -n '__rgit_command_is files' -l index -d 'List the entries of the index'
complete -c rgit -n '__rgit_command_is files' -l last-commit -d 'Show the commit that last changed each path'
complete -c rgit -n '__rgit_command_is files' -s r -l recursive -d 'List all levels, as it does without this option'
complete -c rgit -n '__rgit_command_is files' -s t -l trees -d 'List directories, too'
complete -c rgit -n '__rgit_command_is files; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is files' -F

complete -c rgit -n '__rgit_command_is last-modified' -l created -d 'Show the commit that created each path, too'
complete -c rgit -n '__rgit_command_is last-modified' -l depth -x -d 'List no more than N levels'
complete -c rgit -n '__rgit_command_is last-modified' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is last-modified' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is last-modified' -s r -l recursive -d 'List all levels, as it does without this option'
complete -c rgit -n '__rgit_command_is last-modified' -l require-history -d 'Fail where a shallow clone may hide the commit'
complete -c rgit -n '__rgit_command_is last-modified' -s t -l trees -d 'List directories, the default'
complete -c rgit -n '__rgit_command_is last-modified' -l no-trees -d 'List directories, the default'
complete -c rgit -n '__rgit_command_is last-modified; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is last-modified' -F

complete -c rgit -n '__rgit_command_is owners' -l check -d 'Hold CODEOWNERS against the tree'
complete -c rgit -n '__rgit_command_is owners' -l codeowners -d 'Print a CODEOWNERS file'
complete -c rgit -n '__rgit_command_is owners' -l cumulative -d 'Count a line for each directory above it'
complete -c rgit -n '__rgit_command_is owners' -l depth -x -d 'Keep the first N components of a path'
complete -c rgit -n '__rgit_command_is owners' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is owners' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is owners' -s C -l find-copies -f -d 'Follow lines copied from other files, too'
complete -c rgit -n '__rgit_command_is owners' -s M -l find-moves -f -d 'Follow lines that moved within the file'
complete -c rgit -n '__rgit_command_is owners' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is owners' -l for -x -a '(__rgit_revisions)' -d 'Rank who wrote what RANGE changes'
complete -c rgit -n '__rgit_command_is owners' -l generated -d 'Count generated and vendored files, or leave them out'
complete -c rgit -n '__rgit_command_is owners' -l no-generated -d 'Count generated and vendored files, or leave them out'
complete -c rgit -n '__rgit_command_is owners' -l ignore-rev -x -a '(__rgit_revisions)' -d 'Ignore the changes of REVISION'
complete -c rgit -n '__rgit_command_is owners' -l ignore-revs-file -r -F -d 'Ignore the changes of every commit that FILE lists'
complete -c rgit -n '__rgit_command_is owners' -s w -l ignore-whitespace -d 'Ignore white space where lines are compared'
complete -c rgit -n '__rgit_command_is owners' -l inactive -x -d 'With --check, find owners without commits in MONTHS'
complete -c rgit -n '__rgit_command_is owners' -l mailmap -l use-mailmap -f -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is owners' -l no-mailmap -l no-use-mailmap -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is owners' -l max-filesize -x -d 'Leave out files larger than SIZE bytes'
complete -c rgit -n '__rgit_command_is owners' -l memory -x -d 'Keep the caches of all workers together within SIZE bytes'
complete -c rgit -n '__rgit_command_is owners' -l metric -x -a 'lines\\t\'the lines they wrote that are there\' commits\\t\'their commits\' doa\\t\'the files they own by their degree of authorship\'' -d 'Choose what makes an owner'
complete -c rgit -n '__rgit_command_is owners' -l since -l after -x -d 'Go no further back than DATE'
complete -c rgit -n '__rgit_command_is owners' -l syntax -x -a 'github\\t\'the rules of GitHub\' gitlab\\t\'the rules of GitLab\'' -d 'Choose whose rules CODEOWNERS follows'
complete -c rgit -n '__rgit_command_is owners' -l write-handles -r -F -d 'With --codeowners or --inactive, take people\'s handles from FILE'
complete -c rgit -n '__rgit_command_is owners; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is owners' -F

complete -c rgit -n '__rgit_command_is check' -l affected -d 'Show the groups of files that the change touches'
complete -c rgit -n '__rgit_command_is check' -l annotate -x -a 'github\\t\'commands that GitHub Actions shows beside the lines\' gitlab\\t\'a report of code quality, as JSON\' markdown\\t\'a table for the summary of a job\' none\\t\'a table\'' -d 'Choose the form of findings in a log'
complete -c rgit -n '__rgit_command_is check' -l binary -d 'Allow no new or changed binary files'
complete -c rgit -n '__rgit_command_is check' -l by -x -a 'directory\\t\'the directory, `.` for files above all\' codeowners\\t\'the owners that CODEOWNERS names\'' -d 'Choose what the groups of --affected are made of'
complete -c rgit -n '__rgit_command_is check' -l case-collision -d 'Allow no new name that differs from another in case only'
complete -c rgit -n '__rgit_command_is check' -l crlf -d 'Allow no added CR LF where attributes have git store LF'
complete -c rgit -n '__rgit_command_is check' -l depth -x -d 'With --by directory, keep the first N components of a path'
complete -c rgit -n '__rgit_command_is check' -l exclude-attr -x -d 'Leave out the lines of files with this attribute, and say of how many'
complete -c rgit -n '__rgit_command_is check' -l forbid -x -d 'Allow no commit that adds or changes such a path'
complete -c rgit -n '__rgit_command_is check' -l include-merges -d 'Ask merges for trailers, signatures and messages, too'
complete -c rgit -n '__rgit_command_is check' -l list -d 'Name the paths of each group of --affected, too'
complete -c rgit -n '__rgit_command_is check' -l max-blob -x -d 'Allow no new blob of more bytes'
complete -c rgit -n '__rgit_command_is check' -l max-files -x -d 'Allow no more changed files'
complete -c rgit -n '__rgit_command_is check' -l max-line-length -x -d 'Allow no added line with more characters'
complete -c rgit -n '__rgit_command_is check' -l max-lines -x -d 'Allow no more added and removed lines'
complete -c rgit -n '__rgit_command_is check' -l message -x -d 'Ask each message for a line that matches'
complete -c rgit -n '__rgit_command_is check' -l mode -d 'Allow no file to become executable, or to cease to be'
complete -c rgit -n '__rgit_command_is check' -l no-conflict-markers -d 'Allow no added conflict markers'
complete -c rgit -n '__rgit_command_is check' -l no-merges -d 'Allow no merges'
complete -c rgit -n '__rgit_command_is check' -l owners -d 'Ask for an owner in CODEOWNERS of each changed path'
complete -c rgit -n '__rgit_command_is check' -l pre-receive -d 'Check what a push brings, for a hook on a server'
complete -c rgit -n '__rgit_command_is check' -l require -x -d 'Ask each commit for a trailer, such as Signed-off-by'
complete -c rgit -n '__rgit_command_is check' -l rules-from -x -a '(__rgit_revisions)' -d 'Take rules and attributes from REV in the place of BASE'
complete -c rgit -n '__rgit_command_is check' -l signed -d 'Ask each commit for a signature, which is not verified'
complete -c rgit -n '__rgit_command_is check' -l submodule -d 'Allow no submodule at a commit that its remote may not have'
complete -c rgit -n '__rgit_command_is check' -l symlink -d 'Allow no new or changed symbolic links'
complete -c rgit -n '__rgit_command_is check' -l windows-name -d 'Allow no new name that Windows refuses'
complete -c rgit -n '__rgit_command_is check' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is age' -l by -x -a 'year\\t\'the year in which they were written\' quarter\\t\'the quarter\' month\\t\'the month\' author\\t\'the name of who wrote them\' domain\\t\'the domain of the author\\\'s address\' trailer:Co-authored-by\\t\'the value of such a trailer\'' -d 'Choose what the lines of a cohort share'
complete -c rgit -n '__rgit_command_is age' -l every -x -a 'year\\t\'once a year\' quarter\\t\'once a quarter\' month\\t\'once a month\' week\\t\'once a week of ISO 8601\' 28\\t\'once every 28 days\'' -d 'Choose how often lines are counted'
complete -c rgit -n '__rgit_command_is age' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is age' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is age' -s C -l find-copies -f -d 'Follow lines copied from other files, too'
complete -c rgit -n '__rgit_command_is age' -s M -l find-moves -f -d 'Follow lines that moved within the file'
complete -c rgit -n '__rgit_command_is age' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is age' -l generated -d 'Count generated and vendored files, or leave them out'
complete -c rgit -n '__rgit_command_is age' -l no-generated -d 'Count generated and vendored files, or leave them out'
complete -c rgit -n '__rgit_command_is age' -l ignore-rev -x -a '(__rgit_revisions)' -d 'Ignore the changes of REVISION'
complete -c rgit -n '__rgit_command_is age' -l ignore-revs-file -r -F -d 'Ignore the changes of every commit that FILE lists'
complete -c rgit -n '__rgit_command_is age' -s w -l ignore-whitespace -d 'Ignore white space where lines are compared'
complete -c rgit -n '__rgit_command_is age' -l mailmap -l use-mailmap -f -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is age' -l no-mailmap -l no-use-mailmap -d 'Count people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is age' -l max-filesize -x -d 'Leave out files larger than SIZE bytes'
complete -c rgit -n '__rgit_command_is age' -l memory -x -d 'Keep the caches of all workers together within SIZE bytes'
complete -c rgit -n '__rgit_command_is age' -l since -l after -x -d 'Go no further back than DATE'
complete -c rgit -n '__rgit_command_is age; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is age' -F

complete -c rgit -n '__rgit_command_is weight' -l by -x -a 'path\\t\'a row for each path\' directory\\t\'the directory\' extension\\t\'the extension of the file\\\'s name\' blob\\t\'a row for each blob\'' -d 'Choose what the blobs of a row have in common'
complete -c rgit -n '__rgit_command_is weight' -l depth -x -d 'With --by directory, keep the first N components of a path'
complete -c rgit -n '__rgit_command_is weight' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is weight' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is weight' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is weight' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is weight' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is weight' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is weight' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is weight' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is weight' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is weight' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is weight' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is weight' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is weight' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is weight' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is weight' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is weight' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is weight' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is weight' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is weight' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is weight' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is weight' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is weight' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is weight' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is weight' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is weight' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is weight' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is weight' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is weight' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is weight' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is weight' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is weight' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is weight' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is weight' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is weight' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is weight' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is weight' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is weight' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is weight' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is weight' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is weight' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is weight' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is weight' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is weight' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is weight' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is weight' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is weight' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is weight' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is weight' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is weight' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is weight' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is weight' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is weight' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is weight' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is weight' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is weight' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is weight' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is weight' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is weight' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is weight' -l follow -d 'Follow the one file given across its renames'
complete -c rgit -n '__rgit_command_is weight' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is weight' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is weight' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is weight' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is weight' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is weight' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is weight' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is weight' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is weight' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is weight' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is weight; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is weight' -F

complete -c rgit -n '__rgit_command_is hotspots' -l by -x -a 'file\\t\'a row for every path\' directory\\t\'the directory\' extension\\t\'the file name\\\'s extension\'' -d 'Choose what commits are counted by'
complete -c rgit -n '__rgit_command_is hotspots' -l depth -x -d 'With --by directory, keep the first N components of a path'
complete -c rgit -n '__rgit_command_is hotspots' -l diff-merges -x -a 'off\\t\'merges do not count\' first-parent\\t\'against the first parent\'' -d 'Choose how a merge counts'
complete -c rgit -n '__rgit_command_is hotspots' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is hotspots' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is hotspots' -l follow -d 'Count the commits of a file\'s old names, too'
complete -c rgit -n '__rgit_command_is hotspots' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is hotspots' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is hotspots' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is hotspots' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is hotspots' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is hotspots' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is hotspots' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is hotspots' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is hotspots' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is hotspots' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is hotspots' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is hotspots' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is hotspots' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is hotspots' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is hotspots' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is hotspots' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is hotspots' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is hotspots' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is hotspots' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is hotspots' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is hotspots' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is hotspots' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is hotspots' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is hotspots' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is hotspots' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is hotspots' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is hotspots' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is hotspots' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is hotspots' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is hotspots' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is hotspots' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is hotspots' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is hotspots' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is hotspots' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is hotspots' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is hotspots' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is hotspots' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is hotspots' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is hotspots' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is hotspots' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is hotspots' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is hotspots' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is hotspots' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is hotspots' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is hotspots' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is hotspots' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is hotspots' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is hotspots' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is hotspots' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is hotspots' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is hotspots' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is hotspots' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is hotspots' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is hotspots' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is hotspots' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is hotspots' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is hotspots' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is hotspots' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is hotspots' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is hotspots' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is hotspots' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is hotspots' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is hotspots' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is hotspots' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is hotspots' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is hotspots' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is hotspots' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is hotspots' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is hotspots' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is hotspots' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is hotspots' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is hotspots' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is hotspots' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is hotspots' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is hotspots' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is hotspots' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is hotspots' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is hotspots' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is hotspots' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is hotspots' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is hotspots' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is hotspots' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is hotspots; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is hotspots' -F

complete -c rgit -n '__rgit_command_is coupling' -l depth -x -d 'Pair directories, by the first N components of paths'
complete -c rgit -n '__rgit_command_is coupling' -l diff-merges -x -a 'off\\t\'merges do not count\' first-parent\\t\'against the first parent\'' -d 'Choose how a merge counts'
complete -c rgit -n '__rgit_command_is coupling' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is coupling' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is coupling' -l for -r -F -d 'Show only pairs with PATH, which comes first in them'
complete -c rgit -n '__rgit_command_is coupling' -l max-changeset -x -d 'Pass over commits that list more than N files'
complete -c rgit -n '__rgit_command_is coupling' -l min-commits -x -d 'Only files in N commits or more'
complete -c rgit -n '__rgit_command_is coupling' -l min-shared -x -d 'Only pairs in N commits or more'
complete -c rgit -n '__rgit_command_is coupling' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is coupling' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is coupling' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is coupling' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is coupling' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is coupling' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is coupling' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is coupling' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is coupling' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is coupling' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is coupling' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is coupling' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is coupling' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is coupling' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is coupling' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is coupling' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is coupling' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is coupling' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is coupling' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is coupling' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is coupling' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is coupling' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is coupling' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is coupling' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is coupling' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is coupling' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is coupling' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is coupling' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is coupling' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is coupling' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is coupling' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is coupling' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is coupling' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is coupling' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is coupling' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is coupling' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is coupling' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is coupling' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is coupling' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is coupling' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is coupling' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is coupling' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is coupling' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is coupling' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is coupling' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is coupling' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is coupling' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is coupling' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is coupling' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is coupling' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is coupling' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is coupling' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is coupling' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is coupling' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is coupling' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is coupling' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is coupling' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is coupling' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is coupling' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is coupling' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is coupling' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is coupling' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is coupling' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is coupling' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is coupling' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is coupling' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is coupling' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is coupling; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is coupling' -F

complete -c rgit -n '__rgit_command_is activity' -l between-tags -f -a '(__rgit_refs refs/tags)' -d 'Show what each tag added to the one before'
complete -c rgit -n '__rgit_command_is activity' -l by -x -a 'day\\t\'the day, as 2026-07-28\' week\\t\'the week of ISO 8601, as 2026-W31\' month\\t\'the month, as 2026-07\' quarter\\t\'the quarter, as 2026-Q3\' year\\t\'the year\' weekday\\t\'the day of the week, from 1 for Monday to 7\' hour\\t\'the hour of the day, from 0 to 23\'' -d 'Choose the periods that rows are'
complete -c rgit -n '__rgit_command_is activity' -l date -x -a 'authored\\t\'the author\\\'s date\' committed\\t\'the committer\\\'s date\'' -d 'Choose the date that says which period a commit is in'
complete -c rgit -n '__rgit_command_is activity' -l diff-merges -x -a 'off\\t\'a merge changes nothing\' first-parent\\t\'against the first parent\'' -d 'Choose how --stats counts a merge'
complete -c rgit -n '__rgit_command_is activity' -l exclude-attr -x -d 'Leave out files with this attribute, and say how many'
complete -c rgit -n '__rgit_command_is activity' -l exclude-bots -d 'Leave out automated accounts, and say how many'
complete -c rgit -n '__rgit_command_is activity' -l left -x -d 'List who has no commit in the last MONTHS'
complete -c rgit -n '__rgit_command_is activity' -l newcomers -d 'List who wrote their first commit'
complete -c rgit -n '__rgit_command_is activity' -l all -d 'Start from every ref, and from HEAD'
complete -c rgit -n '__rgit_command_is activity' -l alternate-refs -d 'Start from the refs of the repositories that objects are borrowed from'
complete -c rgit -n '__rgit_command_is activity' -l bisect -d 'Start from the bad commit of a bisection, without its good ones'
complete -c rgit -n '__rgit_command_is activity' -l branches -f -a '(__rgit_refs refs/heads refs/remotes)' -d 'Start from every branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is activity' -l do-walk -d 'Show what the revisions reach, the default; undoes --no-walk'
complete -c rgit -n '__rgit_command_is activity' -l exclude -x -d 'Leave out of the next --all, --branches, --tags or --remotes what matches GLOB'
complete -c rgit -n '__rgit_command_is activity' -l exclude-hidden -x -a 'fetch\\t\'what fetch.hideRefs hides\' receive\\t\'what receive.hideRefs hides\' uploadpack\\t\'what uploadpack.hideRefs hides\'' -d 'Leave out of the next --all or --glob what a server hides'
complete -c rgit -n '__rgit_command_is activity' -l glob -x -d 'Start from every ref that matches GLOB'
complete -c rgit -n '__rgit_command_is activity' -l ignore-missing -d 'Pass over what follows and names no object'
complete -c rgit -n '__rgit_command_is activity' -l no-walk -f -a 'sorted\\t\'by date, the latest first\' unsorted\\t\'in the order given\'' -d 'Show only the commits given, and not what they reach'
complete -c rgit -n '__rgit_command_is activity' -l not -d 'Leave out what follows, or the other way round'
complete -c rgit -n '__rgit_command_is activity' -l reflog -d 'Start from every commit that a reflog mentions'
complete -c rgit -n '__rgit_command_is activity' -l remotes -f -a '(__rgit_git remote)' -d 'Start from every remote-tracking branch, or those that match GLOB'
complete -c rgit -n '__rgit_command_is activity' -l single-worktree -d 'Pass over the HEADs and reflogs of other working trees'
complete -c rgit -n '__rgit_command_is activity' -l stdin -d 'Read more revisions from standard input, one a line'
complete -c rgit -n '__rgit_command_is activity' -l tags -f -a '(__rgit_refs refs/tags)' -d 'Start from every tag, or those that match GLOB'
complete -c rgit -n '__rgit_command_is activity' -l all-match -d 'Only commits whose message matches every --grep, not just one'
complete -c rgit -n '__rgit_command_is activity' -l author -x -d 'Only commits whose author matches PATTERN'
complete -c rgit -n '__rgit_command_is activity' -l basic-regexp -d 'Read patterns as POSIX basic regular expressions, the default'
complete -c rgit -n '__rgit_command_is activity' -l boundary -d 'Also show the commits at which the chosen ones end'
complete -c rgit -n '__rgit_command_is activity' -l cherry -d 'As --right-only --cherry-mark --no-merges'
complete -c rgit -n '__rgit_command_is activity' -l cherry-mark -d 'Mark commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is activity' -l cherry-pick -d 'Leave out commits whose patch the other side of A...B has too'
complete -c rgit -n '__rgit_command_is activity' -l committer -x -d 'Only commits whose committer matches PATTERN'
complete -c rgit -n '__rgit_command_is activity' -s E -l extended-regexp -d 'Read patterns as POSIX extended regular expressions'
complete -c rgit -n '__rgit_command_is activity' -s F -l fixed-strings -d 'Read patterns as plain text'
complete -c rgit -n '__rgit_command_is activity' -l grep -x -d 'Only commits with a line of their message that matches PATTERN'
complete -c rgit -n '__rgit_command_is activity' -l invert-grep -d 'Only commits whose message does not match --grep'
complete -c rgit -n '__rgit_command_is activity' -l left-only -d 'Only commits on the left side of A...B'
complete -c rgit -n '__rgit_command_is activity' -l left-right -d 'Say on which side of A...B a commit is'
complete -c rgit -n '__rgit_command_is activity' -l mailmap -l use-mailmap -f -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is activity' -l no-mailmap -l no-use-mailmap -d 'Show people as the mailmap names them, or as recorded'
complete -c rgit -n '__rgit_command_is activity' -l max-age -x -d 'As --since, in seconds since 1970'
complete -c rgit -n '__rgit_command_is activity' -s n -l max-count -x -d 'At most N commits'
complete -c rgit -n '__rgit_command_is activity' -l max-count-oldest -x -d 'At most N commits, the last ones that would be shown'
complete -c rgit -n '__rgit_command_is activity' -l max-parents -x -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is activity' -l no-max-parents -d 'Only commits with at most N parents'
complete -c rgit -n '__rgit_command_is activity' -l maximal-only -d 'Only commits that no other commit in question reaches'
complete -c rgit -n '__rgit_command_is activity' -l merge -d 'In a conflict, the commits of both sides that touch its files'
complete -c rgit -n '__rgit_command_is activity' -l merges -d 'Only merges, as --min-parents=2'
complete -c rgit -n '__rgit_command_is activity' -l min-age -x -d 'As --until, in seconds since 1970'
complete -c rgit -n '__rgit_command_is activity' -l min-parents -x -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is activity' -l no-min-parents -d 'Only commits with at least N parents'
complete -c rgit -n '__rgit_command_is activity' -l no-merges -d 'No merges, as --max-parents=1'
complete -c rgit -n '__rgit_command_is activity' -s P -l perl-regexp -d 'Read patterns as regular expressions of Perl'
complete -c rgit -n '__rgit_command_is activity' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of --author, --committer, --grep, -S and -G'
complete -c rgit -n '__rgit_command_is activity' -l right-only -d 'Only commits on the right side of A...B'
complete -c rgit -n '__rgit_command_is activity' -l since -l after -x -d 'Only commits committed after DATE'
complete -c rgit -n '__rgit_command_is activity' -l since-as-filter -x -d 'As --since, but commits behind an older one are shown too'
complete -c rgit -n '__rgit_command_is activity' -l skip -x -d 'Skip N commits before the first one shown'
complete -c rgit -n '__rgit_command_is activity' -l until -l before -x -d 'Only commits committed before DATE'
complete -c rgit -n '__rgit_command_is activity' -l ancestry-path -f -a '(__rgit_revisions)' -d 'Only commits on the way from the excluded commits, or through COMMIT'
complete -c rgit -n '__rgit_command_is activity' -l author-date-order -d 'No parent before its children, otherwise by author date'
complete -c rgit -n '__rgit_command_is activity' -l date-order -d 'No parent before its children, otherwise by committer date'
complete -c rgit -n '__rgit_command_is activity' -l dense -d 'With paths, only commits that changed them, the default'
complete -c rgit -n '__rgit_command_is activity' -l exclude-first-parent-only -d 'Leave out only what excluded commits reach by first parents'
complete -c rgit -n '__rgit_command_is activity' -l first-parent -d 'Follow only the first parent of merges'
complete -c rgit -n '__rgit_command_is activity' -l follow -d 'Follow the one file given across its renames'
complete -c rgit -n '__rgit_command_is activity' -l full-diff -d 'Show all changes of a commit, not only those of the paths'
complete -c rgit -n '__rgit_command_is activity' -l full-history -d 'With paths, follow every parent of a merge, even where one explains it all'
complete -c rgit -n '__rgit_command_is activity' -l parents -d 'With paths, give each commit the parents it has in the history shown'
complete -c rgit -n '__rgit_command_is activity' -l remove-empty -d 'With paths, stop where they disappear'
complete -c rgit -n '__rgit_command_is activity' -l reverse -d 'Show the chosen commits in reverse order'
complete -c rgit -n '__rgit_command_is activity' -l show-pulls -d 'With paths, show merges that brought a change to their first parent\'s line'
complete -c rgit -n '__rgit_command_is activity' -l simplify-by-decoration -d 'Only commits that a reference points to, and those that join them'
complete -c rgit -n '__rgit_command_is activity' -l simplify-merges -d 'With paths, as --full-history, without merges that join nothing'
complete -c rgit -n '__rgit_command_is activity' -l sparse -d 'With paths, show every commit on the way, also those without changes to them'
complete -c rgit -n '__rgit_command_is activity' -l topo-order -d 'No parent before its children, lines of history kept together'
complete -c rgit -n '__rgit_command_is activity' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is activity' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is activity' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is activity' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is activity' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is activity' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is activity' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is activity' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is activity' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is activity' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is activity' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is activity' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is activity' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is activity' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is activity' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is activity; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is activity' -F

complete -c rgit -n '__rgit_command_is cat' -l batch -d 'Read names from standard input, as git cat-file --batch'
complete -c rgit -n '__rgit_command_is cat' -l raw -d 'Print objects of any type as they are stored'
complete -c rgit -n '__rgit_command_is cat' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is show' -s c -d 'Show a merge against all parents at once, as --diff-merges=combined'
complete -c rgit -n '__rgit_command_is show' -s m -d 'Show a merge against each parent, as --diff-merges=separate'
complete -c rgit -n '__rgit_command_is show' -l cc -d 'Show a merge against all parents at once, as --diff-merges=dense-combined'
complete -c rgit -n '__rgit_command_is show' -l diff-merges -x -a 'off\\t\'a merge changes nothing\' first-parent\\t\'against the first parent\' separate\\t\'against each parent, one after the other\' combined\\t\'against all parents at once\' dense-combined\\t\'the same without what is as in a parent\'' -d 'Choose what a merge is compared with'
complete -c rgit -n '__rgit_command_is show' -l mailmap -l use-mailmap -f -d 'Give people the names of the mailmap'
complete -c rgit -n '__rgit_command_is show' -l no-mailmap -l no-use-mailmap -d 'Give people the names of the mailmap'
complete -c rgit -n '__rgit_command_is show' -s p -l patch -d 'Show what commits changed, as patches'
complete -c rgit -n '__rgit_command_is show' -l no-patch -d 'Show what commits changed, as patches'
complete -c rgit -n '__rgit_command_is show' -s G -x -d 'Only changes with an added or removed line that matches'
complete -c rgit -n '__rgit_command_is show' -s S -x -d 'Only changes of how often TEXT occurs in a file'
complete -c rgit -n '__rgit_command_is show' -s l -x -d 'Look for inexact renames only among N files or fewer'
complete -c rgit -n '__rgit_command_is show' -s B -l break-rewrites -f -d 'Take a rewrite for a deletion and an addition'
complete -c rgit -n '__rgit_command_is show' -l diff-algorithm -x -a 'myers\\t\'git\\\'s default\' minimal\\t\'the smallest difference\' patience\\t\'lines that occur once are matched first\' histogram\\t\'rare lines are matched first\'' -d 'Choose how lines are matched'
complete -c rgit -n '__rgit_command_is show' -s C -l find-copies -f -d 'Look for renames and copies, N % alike or more'
complete -c rgit -n '__rgit_command_is show' -l find-copies-harder -d 'Look for copies of files that did not change, too'
complete -c rgit -n '__rgit_command_is show' -l find-object -x -d 'Only changes to or from this content'
complete -c rgit -n '__rgit_command_is show' -s M -l find-renames -f -d 'Look for renames, N % alike or more'
complete -c rgit -n '__rgit_command_is show' -l histogram -d 'Match rare lines first, as --diff-algorithm=histogram'
complete -c rgit -n '__rgit_command_is show' -s w -l ignore-all-space -d 'Ignore all white space'
complete -c rgit -n '__rgit_command_is show' -l ignore-blank-lines -d 'Ignore changes whose lines are all blank'
complete -c rgit -n '__rgit_command_is show' -l ignore-cr-at-eol -d 'Ignore a carriage return at the end of a line'
complete -c rgit -n '__rgit_command_is show' -l ignore-space-at-eol -d 'Ignore white space at the end of a line'
complete -c rgit -n '__rgit_command_is show' -s b -l ignore-space-change -d 'Ignore changes in the amount of white space'
complete -c rgit -n '__rgit_command_is show' -l minimal -d 'Find the smallest difference, as --diff-algorithm=minimal'
complete -c rgit -n '__rgit_command_is show' -l no-renames -d 'Do not look for renames'
complete -c rgit -n '__rgit_command_is show' -l patience -d 'Match lines that occur once first, as --diff-algorithm=patience'
complete -c rgit -n '__rgit_command_is show' -l pickaxe-all -d 'With -S or -G keep all changes of a commit'
complete -c rgit -n '__rgit_command_is show' -l pickaxe-regex -d 'Take TEXT of -S for an extended regular expression'
complete -c rgit -n '__rgit_command_is show' -s i -l regexp-ignore-case -d 'Ignore case in the patterns of -S and -G'
complete -c rgit -n '__rgit_command_is show' -l abbrev -f -d 'Shorten object names to N digits, or as many more as it takes'
complete -c rgit -n '__rgit_command_is show' -l dst-prefix -x -d 'Show PREFIX before the second path instead of b/'
complete -c rgit -n '__rgit_command_is show' -l full-index -d 'Show whole object names in patches'
complete -c rgit -n '__rgit_command_is show' -s W -l function-context -d 'Show whole functions around changes'
complete -c rgit -n '__rgit_command_is show' -s I -l ignore-matching-lines -x -d 'Ignore changes all of whose lines match REGEX'
complete -c rgit -n '__rgit_command_is show' -l indent-heuristic -d 'Choose by indentation where changes begin'
complete -c rgit -n '__rgit_command_is show' -l no-indent-heuristic -d 'Choose by indentation where changes begin'
complete -c rgit -n '__rgit_command_is show' -l inter-hunk-context -x -d 'Join hunks that are at most N lines apart'
complete -c rgit -n '__rgit_command_is show' -s D -l irreversible-delete -d 'Leave out the lines of deleted files'
complete -c rgit -n '__rgit_command_is show' -l no-abbrev -d 'Show whole object names in lists'
complete -c rgit -n '__rgit_command_is show' -l no-prefix -d 'Show no a/ and b/ before paths'
complete -c rgit -n '__rgit_command_is show' -l src-prefix -x -d 'Show PREFIX before the first path instead of a/'
complete -c rgit -n '__rgit_command_is show' -s a -l text -d 'Compare all files line by line'
complete -c rgit -n '__rgit_command_is show' -s U -l unified -x -d 'Show N lines around each change; implies --patch'
complete -c rgit -n '__rgit_command_is show; and not __rgit_is_after_dashes' -a '(__rgit_revisions)'
complete -c rgit -n '__rgit_command_is show' -F

complete -c rgit -n '__rgit_command_is refs' -l contains -x -a '(__rgit_revisions)' -d 'Only references that contain the commit REVISION'
complete -c rgit -n '__rgit_command_is refs' -l exclude -x -d 'Leave out references whose full name matches PATTERN'
complete -c rgit -n '__rgit_command_is refs' -l ignore-case -d 'Ignore case in globs and in sorting by name'
complete -c rgit -n '__rgit_command_is refs' -l merged -x -a '(__rgit_revisions)' -d 'Only references that can be reached from REVISION'
complete -c rgit -n '__rgit_command_is refs' -l no-contains -x -a '(__rgit_revisions)' -d 'Only references that do not contain the commit REVISION'
complete -c rgit -n '__rgit_command_is refs' -l no-merged -x -a '(__rgit_revisions)' -d 'Only references that cannot be reached from REVISION'
complete -c rgit -n '__rgit_command_is refs' -l points-at -x -a '(__rgit_revisions)' -d 'Only references of the object REVISION'
complete -c rgit -n '__rgit_command_is refs' -l start-after -x -d 'Only references whose full names come after NAME'
complete -c rgit -n '__rgit_command_is refs' -l stdin -d 'Read patterns from standard input, too'
complete -c rgit -n '__rgit_command_is refs' -f

complete -c rgit -n '__rgit_command_is remotes' -f

complete -c rgit -n '__rgit_command_is tags' -l contains -x -a '(__rgit_revisions)' -d 'Only tags that contain the commit REVISION'
complete -c rgit -n '__rgit_command_is tags' -s i -l ignore-case -d 'Ignore case in patterns and in sorting by name'
complete -c rgit -n '__rgit_command_is tags' -l latest -d 'Only the last tag in git\'s version order'
complete -c rgit -n '__rgit_command_is tags' -l merged -x -a '(__rgit_revisions)' -d 'Only tags that can be reached from REVISION'
complete -c rgit -n '__rgit_command_is tags' -l no-contains -x -a '(__rgit_revisions)' -d 'Only tags that do not contain the commit REVISION'
complete -c rgit -n '__rgit_command_is tags' -l no-merged -x -a '(__rgit_revisions)' -d 'Only tags that cannot be reached from REVISION'
complete -c rgit -n '__rgit_command_is tags' -l points-at -x -a '(__rgit_revisions)' -d 'Only tags of the object REVISION'
complete -c rgit -n '__rgit_command_is tags' -f -a '(__rgit_refs refs/tags)'

complete -c rgit -n '__rgit_command_is config' -l all -l get-all -d 'Every value of KEY, not only the last'
complete -c rgit -n '__rgit_command_is config' -l fixed-value -d 'Take --value-pattern for the value itself'
complete -c rgit -n '__rgit_command_is config' -l get-regexp -d 'KEY is a regular expression that names have to match'
complete -c rgit -n '__rgit_command_is config' -s l -l list -d 'Print exactly what git config --list prints'
complete -c rgit -n '__rgit_command_is config' -l name-only -d 'With --list, names only'
complete -c rgit -n '__rgit_command_is config' -l show-origin -d 'With --list, where each is set'
complete -c rgit -n '__rgit_command_is config' -l show-scope -d 'With --list, the kind of file'
complete -c rgit -n '__rgit_command_is config' -l type -x -a 'bool\\t\'true or false\' int\\t\'a number, with k, m or g\' bool-or-int\\t\'either of them\' path\\t\'a path, the home directory in place of ~\' expiry-date\\t\'a date, in seconds since 1970\' color\\t\'the sequence that a terminal understands\'' -d 'Take values for this type and write them in its one form'
complete -c rgit -n '__rgit_command_is config' -l value-pattern -x -d 'Only values that this regular expression matches'
complete -c rgit -n '__rgit_command_is config' -f

complete -c rgit -n '__rgit_command_is reflog' -l all -d 'Read the logs of all references and of HEAD'
complete -c rgit -n '__rgit_command_is reflog' -f -a '(__rgit_refs refs/heads refs/remotes)'

complete -c rgit -n '__rgit_command_is stashes' -f

complete -c rgit -n '__rgit_command_is worktrees' -l porcelain -d 'Print exactly what git worktree list --porcelain prints'
complete -c rgit -n '__rgit_command_is worktrees' -f

complete -c rgit -n '__rgit_command_is submodules' -s r -l recursive -d 'List those inside of submodules, too'
complete -c rgit -n '__rgit_command_is submodules; and not __rgit_is_after_dashes' -a '(__fish_complete_directories)'
complete -c rgit -n '__rgit_command_is submodules' -F

complete -c rgit -n '__rgit_command_is notes' -l ref -x -d 'Read the notes of refs/notes/REF'
complete -c rgit -n '__rgit_command_is notes' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is rev-parse' -l abbrev-ref -d 'Make names of references as short as possible'
complete -c rgit -n '__rgit_command_is rev-parse' -l short -f -d 'Show shortened object names, of at least N digits'
complete -c rgit -n '__rgit_command_is rev-parse' -l stdin -d 'Read revisions from standard input'
complete -c rgit -n '__rgit_command_is rev-parse' -l verify -d 'Take exactly one revision, whose object has to be there'
complete -c rgit -n '__rgit_command_is rev-parse' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is is-ancestor' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is merge-base' -s a -l all -d 'Show all of them'
complete -c rgit -n '__rgit_command_is merge-base' -l fork-point -d 'Find where a commit left a reference, by its log'
complete -c rgit -n '__rgit_command_is merge-base' -l independent -d 'Show those of the commits that no other reaches'
complete -c rgit -n '__rgit_command_is merge-base' -l octopus -d 'Find the best common ancestors of all commits'
complete -c rgit -n '__rgit_command_is merge-base' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is ahead-behind' -l stdin -d 'Read the commits B from standard input'
complete -c rgit -n '__rgit_command_is ahead-behind' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is ignored' -l index -d 'Take tracked files for not ignored, the default'
complete -c rgit -n '__rgit_command_is ignored' -s n -l non-matching -d 'List paths that no pattern matches, too'
complete -c rgit -n '__rgit_command_is ignored' -l stdin -d 'Read the paths from standard input, a line each'
complete -c rgit -n '__rgit_command_is ignored' -s v -l verbose -d 'Print exactly what git check-ignore -v prints'
complete -c rgit -n '__rgit_command_is ignored; and not __rgit_is_after_dashes' -a ''
complete -c rgit -n '__rgit_command_is ignored' -F

complete -c rgit -n '__rgit_command_is attributes' -l attribute -x -d 'Say this of each path, whether it is specified or not'
complete -c rgit -n '__rgit_command_is attributes' -l cached -d 'Read the .gitattributes of the index, not of the disk'
complete -c rgit -n '__rgit_command_is attributes' -l porcelain -d 'Print exactly what git check-attr prints'
complete -c rgit -n '__rgit_command_is attributes' -l source -x -a '(__rgit_revisions)' -d 'Read the .gitattributes of a commit or tree'
complete -c rgit -n '__rgit_command_is attributes' -l stdin -d 'Read the paths from standard input, a line each'
complete -c rgit -n '__rgit_command_is attributes; and not __rgit_is_after_dashes' -a ''
complete -c rgit -n '__rgit_command_is attributes' -F

complete -c rgit -n '__rgit_command_is describe' -l abbrev -x -d 'Show commits with at least N digits'
complete -c rgit -n '__rgit_command_is describe' -l all -d 'Use all references, not only tags'
complete -c rgit -n '__rgit_command_is describe' -l always -d 'Show the shortened commit where nothing else describes it'
complete -c rgit -n '__rgit_command_is describe' -l broken -f -d 'Add MARK, -broken by default, where that cannot be found out'
complete -c rgit -n '__rgit_command_is describe' -l candidates -x -d 'Compare the N nearest tags; 10 by default'
complete -c rgit -n '__rgit_command_is describe' -l contains -d 'Name commits by tags that contain them'
complete -c rgit -n '__rgit_command_is describe' -l dirty -f -d 'Add MARK, -dirty by default, where there are changes'
complete -c rgit -n '__rgit_command_is describe' -l exact-match -d 'Only tags of the commit itself, as --candidates=0'
complete -c rgit -n '__rgit_command_is describe' -l exclude -x -a '(__rgit_refs refs/tags)' -d 'No tag that this glob matches'
complete -c rgit -n '__rgit_command_is describe' -l first-parent -d 'Follow only the first parents of merges'
complete -c rgit -n '__rgit_command_is describe' -l long -d 'Show number and commit of a tagged commit, too'
complete -c rgit -n '__rgit_command_is describe' -l match -x -a '(__rgit_refs refs/tags)' -d 'Only tags that this glob matches'
complete -c rgit -n '__rgit_command_is describe' -l stdin -d 'Read commits from standard input'
complete -c rgit -n '__rgit_command_is describe' -l tags -d 'Use lightweight tags as well'
complete -c rgit -n '__rgit_command_is describe' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is name-rev' -l all -d 'Name every commit that a reference leads to'
complete -c rgit -n '__rgit_command_is name-rev' -l always -d 'Show the shortened commit where it has no name'
complete -c rgit -n '__rgit_command_is name-rev' -l annotate-stdin -l stdin -d 'Put names behind the commits in the text on standard input'
complete -c rgit -n '__rgit_command_is name-rev' -l exclude -x -d 'No reference that this glob matches'
complete -c rgit -n '__rgit_command_is name-rev' -l name-only -d 'Print names alone, tags without tags/'
complete -c rgit -n '__rgit_command_is name-rev' -l refs -x -d 'Only references that this glob matches'
complete -c rgit -n '__rgit_command_is name-rev' -l tags -d 'Use tags only'
complete -c rgit -n '__rgit_command_is name-rev' -l undefined -d 'Take a commit without a name for no error, which is the default'
complete -c rgit -n '__rgit_command_is name-rev' -l no-undefined -d 'Take a commit without a name for no error, which is the default'
complete -c rgit -n '__rgit_command_is name-rev' -f -a '(__rgit_revisions)'

complete -c rgit -n '__rgit_command_is mirror' -l allow-transport -x -d 'Allow another transport of git, such as ftp or ext'
complete -c rgit -n '__rgit_command_is mirror' -l filter -x -a 'blob:none\\t\'histories and trees without contents\' tree:0\\t\'commits only\'' -d 'Make new clones partial, as git clone --filter'
complete -c rgit -n '__rgit_command_is mirror' -l from -r -F -d 'Take the URLs that FILE lists, or with - standard input'
complete -c rgit -n '__rgit_command_is mirror' -l into -x -a '(__fish_complete_directories)' -d 'Keep the mirrors in DIR, which is made where there is none'
complete -c rgit -n '__rgit_command_is mirror' -l layout -x -a 'host\\t\'HOST/PATH.git, as in the URL\' flat\\t\'1.git, 2.git and so on\'' -d 'Choose the names of mirrors'
complete -c rgit -n '__rgit_command_is mirror' -l prune -d 'Remove references that the server has removed (default)'
complete -c rgit -n '__rgit_command_is mirror' -l no-prune -d 'Remove references that the server has removed (default)'
complete -c rgit -n '__rgit_command_is mirror' -l retries -x -d 'Try again N times what may pass (default: 2)'
complete -c rgit -n '__rgit_command_is mirror' -l timeout -x -d 'End an attempt after this time (default: 3600; 0: never)'
complete -c rgit -n '__rgit_command_is mirror; and not __rgit_is_after_dashes' -a ''
complete -c rgit -n '__rgit_command_is mirror' -F

complete -c rgit -n '__rgit_command_is export' -l check -d 'Verify the facts in DIR, and write nothing'
complete -c rgit -n '__rgit_command_is export' -l force -d 'Write the facts of all repositories anew, changed or not'
complete -c rgit -n '__rgit_command_is export' -l format -x -a 'ndjson\\t\'a JSON object a line\' csv\\t\'CSV with a header\' sqlite\\t\'one SQLite database\'' -d 'Choose the format of the facts (default: ndjson)'
complete -c rgit -n '__rgit_command_is export' -l into -x -a '(__fish_complete_directories)' -d 'Write into DIR, which is made where there is none'
complete -c rgit -n '__rgit_command_is export' -l mailmap -l use-mailmap -f -d 'Use the mailmap of each repository (default)'
complete -c rgit -n '__rgit_command_is export' -l no-mailmap -l no-use-mailmap -d 'Use the mailmap of each repository (default)'
complete -c rgit -n '__rgit_command_is export' -l rev -x -a '(__rgit_revisions)' -d 'Export the history of REV, not of all; may be repeated'
complete -c rgit -n '__rgit_command_is export' -l tables -x -a 'commits\\t\'the table commits\' changes\\t\'the table changes\' people\\t\'the table people\' refs\\t\'the table refs\' files\\t\'the table files\' lines\\t\'the table lines\'' -d 'Write these tables only, separated by commas'
complete -c rgit -n '__rgit_command_is export' -f

complete -c rgit -n '__rgit_command_is batch' -l listen -r -F -d 'Answer at a Unix socket'
complete -c rgit -n '__rgit_command_is batch' -l unordered -d 'Write answers as they come'
complete -c rgit -n '__rgit_command_is batch' -f

complete -c rgit -n '__rgit_command_is help' -f -a '(__rgit_commands)'

complete -c rgit -n '__rgit_command_is completions' -f -a 'bash\\t\'the Bourne-again shell\' zsh\\t\'the Z shell\' fish\\t\'the friendly interactive shell\''

complete -c rgit -n '__rgit_command_is schema' -f -a '(__rgit_commands)'
