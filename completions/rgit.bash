# Completes rgit in bash.
# Made by 'rgit completions bash' from the table of commands; change that instead.

# The commands.
__rgit_commands='log info status branches contributors blame blame-stats diff diff-stats search files last-modified owners check age weight hotspots coupling activity cat show refs remotes tags config reflog stashes worktrees submodules notes rev-parse is-ancestor merge-base ahead-behind ignored attributes describe name-rev mirror export batch help completions schema'

# Prints the options of a command.
__rgit_options() {
    case $1 in
        log)
            printf '%s\n' -L -c -m --by= --cc --count --depth= --diff-merges= --grep-reflog= -p --patch --no-patch \
                --stats -g --walk-reflogs --all --alternate-refs --bisect --branches --do-walk --exclude= \
                --exclude-hidden= --glob= --ignore-missing --no-walk --not --reflog --remotes \
                --single-worktree --stdin --tags --all-match --author= --basic-regexp --boundary --cherry \
                --cherry-mark --cherry-pick --committer= --encoding= -E --extended-regexp -F \
                --fixed-strings --grep= --invert-grep --left-only --left-right --mailmap --use-mailmap \
                --no-mailmap --no-use-mailmap --max-age= -n --max-count= --max-count-oldest= \
                --max-parents= --no-max-parents --maximal-only --merge --merges --min-age= --min-parents= \
                --no-min-parents --no-merges -P --perl-regexp -i --regexp-ignore-case --right-only \
                --since= --after= --since-as-filter= --skip= --until= --before= --ancestry-path \
                --author-date-order --date-order --dense --exclude-first-parent-only --first-parent \
                --follow --full-diff --full-history --parents --remove-empty --reverse --show-pulls \
                --simplify-by-decoration --simplify-merges --sparse --topo-order -G -S -l -B \
                --break-rewrites --diff-algorithm= --diff-filter= -C --find-copies --find-copies-harder \
                --find-object= -M --find-renames --histogram -w --ignore-all-space --ignore-blank-lines \
                --ignore-cr-at-eol --ignore-space-at-eol -b --ignore-space-change --minimal --no-renames \
                --patience --pickaxe-all --pickaxe-regex --abbrev --dst-prefix= --full-index -W \
                --function-context -I --ignore-matching-lines= --indent-heuristic --no-indent-heuristic \
                --inter-hunk-context= -D --irreversible-delete --no-abbrev --no-prefix --src-prefix= -a \
                --text -U --unified= --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= \
                --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        info)
            printf '%s\n' --history -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        status)
            printf '%s\n' --ahead-behind -b --branch --exit-code -M --find-renames --ignore-submodules --submodules \
                --ignored --porcelain --quiet --renames --show-stash -u --untracked --untracked-files -C \
                --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress --repo= --repos-from= --repos-under= --sort= --top= \
                --tsv --value= --version -z
            ;;
        branches)
            printf '%s\n' -a --all --base= --contains --forked= --gone -i --ignore-case --merged --no-contains \
                --no-merged --points-at -r --remotes --stale= -C --color= --csv --fields= --format= \
                --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress --no-progress -q \
                --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        contributors)
            printf '%s\n' --by= --date= --diff-merges= --exclude-attr= --exclude-bots --group= --stats --all \
                --alternate-refs --bisect --branches --do-walk --exclude= --exclude-hidden= --glob= \
                --ignore-missing --no-walk --not --reflog --remotes --single-worktree --stdin --tags \
                --all-match --author= --basic-regexp --boundary --cherry --cherry-mark --cherry-pick \
                --committer= --encoding= -E --extended-regexp -F --fixed-strings --grep= --invert-grep \
                --left-only --left-right --mailmap --use-mailmap --no-mailmap --no-use-mailmap --max-age= \
                -n --max-count= --max-count-oldest= --max-parents= --no-max-parents --maximal-only --merge \
                --merges --min-age= --min-parents= --no-min-parents --no-merges -P --perl-regexp -i \
                --regexp-ignore-case --right-only --since= --after= --since-as-filter= --skip= --until= \
                --before= --ancestry-path --author-date-order --date-order --dense \
                --exclude-first-parent-only --first-parent --follow --full-diff --full-history --parents \
                --remove-empty --reverse --show-pulls --simplify-by-decoration --simplify-merges --sparse \
                --topo-order -B --break-rewrites --diff-algorithm= -C --find-copies --find-copies-harder \
                -M --find-renames --histogram -w --ignore-all-space --ignore-blank-lines \
                --ignore-cr-at-eol --ignore-space-at-eol -b --ignore-space-change --minimal --no-renames \
                --patience -l --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        blame)
            printf '%s\n' --encoding= -C --find-copies -M --find-moves --first-parent --ignore-rev= \
                --ignore-revs-file= -w --ignore-whitespace --incremental --line-porcelain -L --line-range= \
                --lines --mailmap --use-mailmap --no-mailmap --no-use-mailmap -p --porcelain --reverse \
                --root --since= --after= --color= --csv --fields= --format= --git-dir= -h --help -j \
                --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        blame-stats)
            printf '%s\n' --by= --depth= --exclude-attr= --exclude-bots -C --find-copies -M --find-moves \
                --first-parent --generated --no-generated --ignore-rev= --ignore-revs-file= -w \
                --ignore-whitespace --mailmap --use-mailmap --no-mailmap --no-use-mailmap --max-filesize= \
                --memory= --since= --after= --color= --csv --fields= --format= --git-dir= -h --help -j \
                --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        diff)
            printf '%s\n' --diff-filter= --exit-code --merge-base --name-only --name-status --numstat -p --patch \
                --quiet --raw --staged --cached -R -G -S -l -B --break-rewrites --diff-algorithm= -C \
                --find-copies --find-copies-harder --find-object= -M --find-renames --histogram -w \
                --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol -b \
                --ignore-space-change --minimal --no-renames --patience --pickaxe-all --pickaxe-regex -i \
                --regexp-ignore-case --abbrev --dst-prefix= --full-index -W --function-context -I \
                --ignore-matching-lines= --indent-heuristic --no-indent-heuristic --inter-hunk-context= -D \
                --irreversible-delete --no-abbrev --no-ext-diff --no-prefix --no-textconv --src-prefix= -a \
                --text -U --unified= --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= \
                --json --ndjson --no-pager --progress --no-progress --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        diff-stats)
            printf '%s\n' --by= --depth= --diff-merges= --exit-code --fail-over= --merge-base --numstat --quiet \
                --staged --cached --unstaged -B --break-rewrites --diff-algorithm= -C --find-copies \
                --find-copies-harder -M --find-renames --histogram -w --ignore-all-space \
                --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol -b --ignore-space-change \
                --minimal --no-renames --patience -l --color= --csv --fields= --format= --git-dir= -h \
                --help -j --jobs= --json --ndjson --no-pager --progress --no-progress --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        search)
            printf '%s\n' -G --changed-lines --count --diff-merges= --exclude-bots --exit-code -f --file= -m --quiet \
                -e --regexp= --rules= -a --text --all --alternate-refs --bisect --branches --do-walk \
                --exclude= --exclude-hidden= --glob= --ignore-missing --no-walk --not --reflog --remotes \
                --single-worktree --stdin --tags --all-match --author= --basic-regexp --boundary --cherry \
                --cherry-mark --cherry-pick --committer= -E --extended-regexp -F --fixed-strings --grep= \
                --invert-grep --left-only --left-right --mailmap --use-mailmap --no-mailmap \
                --no-use-mailmap --max-age= -n --max-count= --max-count-oldest= --max-parents= \
                --no-max-parents --maximal-only --merge --merges --min-age= --min-parents= \
                --no-min-parents --no-merges -P --perl-regexp -i --regexp-ignore-case --right-only \
                --since= --after= --since-as-filter= --skip= --until= --before= --ancestry-path \
                --author-date-order --date-order --dense --exclude-first-parent-only --first-parent \
                --follow --full-diff --full-history --parents --remove-empty --reverse --show-pulls \
                --simplify-by-decoration --simplify-merges --sparse --topo-order -B --break-rewrites \
                --diff-algorithm= -C --find-copies --find-copies-harder -M --find-renames --histogram -w \
                --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol -b \
                --ignore-space-change --minimal --no-renames --patience -l --color= --csv --fields= \
                --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress --repo= --repos-from= --repos-under= --sort= --top= --tsv --value= --version \
                -z
            ;;
        files)
            printf '%s\n' --depth= --index --last-commit -r --recursive -t --trees -C --color= --csv --fields= \
                --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        last-modified)
            printf '%s\n' --created --depth= --exclude-attr= --first-parent -r --recursive --require-history -t \
                --trees --no-trees -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= \
                --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        owners)
            printf '%s\n' --check --codeowners --cumulative --depth= --exclude-attr= --exclude-bots -C --find-copies \
                -M --find-moves --first-parent --for= --generated --no-generated --ignore-rev= \
                --ignore-revs-file= -w --ignore-whitespace --inactive= --mailmap --use-mailmap \
                --no-mailmap --no-use-mailmap --max-filesize= --memory= --metric= --since= --after= \
                --syntax= --write-handles= --color= --csv --fields= --format= --git-dir= -h --help -j \
                --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        check)
            printf '%s\n' --affected --annotate= --binary --by= --case-collision --crlf --depth= --exclude-attr= \
                --forbid= --include-merges --list --max-blob= --max-files= --max-line-length= --max-lines= \
                --message= --mode --no-conflict-markers --no-merges --owners --pre-receive --require= \
                --rules-from= --signed --submodule --symlink --windows-name -C --color= --csv --fields= \
                --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        age)
            printf '%s\n' --by= --every= --exclude-attr= --exclude-bots -C --find-copies -M --find-moves \
                --first-parent --generated --no-generated --ignore-rev= --ignore-revs-file= -w \
                --ignore-whitespace --mailmap --use-mailmap --no-mailmap --no-use-mailmap --max-filesize= \
                --memory= --since= --after= --color= --csv --fields= --format= --git-dir= -h --help -j \
                --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        weight)
            printf '%s\n' --by= --depth= --exclude-attr= --all --alternate-refs --bisect --branches --do-walk \
                --exclude= --exclude-hidden= --glob= --ignore-missing --no-walk --not --reflog --remotes \
                --single-worktree --stdin --tags --all-match --author= --basic-regexp --boundary --cherry \
                --cherry-mark --cherry-pick --committer= -E --extended-regexp -F --fixed-strings --grep= \
                --invert-grep --left-only --left-right --mailmap --use-mailmap --no-mailmap \
                --no-use-mailmap --max-age= -n --max-count= --max-count-oldest= --max-parents= \
                --no-max-parents --maximal-only --merge --merges --min-age= --min-parents= \
                --no-min-parents --no-merges -P --perl-regexp -i --regexp-ignore-case --right-only \
                --since= --after= --since-as-filter= --skip= --until= --before= --ancestry-path \
                --author-date-order --date-order --dense --exclude-first-parent-only --first-parent \
                --follow --full-diff --full-history --parents --remove-empty --reverse --show-pulls \
                --simplify-by-decoration --simplify-merges --sparse --topo-order -C --color= --csv \
                --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        hotspots)
            printf '%s\n' --by= --depth= --diff-merges= --exclude-attr= --exclude-bots --follow --all \
                --alternate-refs --bisect --branches --do-walk --exclude= --exclude-hidden= --glob= \
                --ignore-missing --no-walk --not --reflog --remotes --single-worktree --stdin --tags \
                --all-match --author= --basic-regexp --boundary --cherry --cherry-mark --cherry-pick \
                --committer= -E --extended-regexp -F --fixed-strings --grep= --invert-grep --left-only \
                --left-right --mailmap --use-mailmap --no-mailmap --no-use-mailmap --max-age= -n \
                --max-count= --max-count-oldest= --max-parents= --no-max-parents --maximal-only --merge \
                --merges --min-age= --min-parents= --no-min-parents --no-merges -P --perl-regexp -i \
                --regexp-ignore-case --right-only --since= --after= --since-as-filter= --skip= --until= \
                --before= --ancestry-path --author-date-order --date-order --dense \
                --exclude-first-parent-only --first-parent --full-diff --full-history --parents \
                --remove-empty --reverse --show-pulls --simplify-by-decoration --simplify-merges --sparse \
                --topo-order -B --break-rewrites --diff-algorithm= -C --find-copies --find-copies-harder \
                -M --find-renames --histogram -w --ignore-all-space --ignore-blank-lines \
                --ignore-cr-at-eol --ignore-space-at-eol -b --ignore-space-change --minimal --no-renames \
                --patience -l --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        coupling)
            printf '%s\n' --depth= --diff-merges= --exclude-attr= --exclude-bots --for= --max-changeset= \
                --min-commits= --min-shared= --all --alternate-refs --bisect --branches --do-walk \
                --exclude= --exclude-hidden= --glob= --ignore-missing --no-walk --not --reflog --remotes \
                --single-worktree --stdin --tags --all-match --author= --basic-regexp --boundary --cherry \
                --cherry-mark --cherry-pick --committer= -E --extended-regexp -F --fixed-strings --grep= \
                --invert-grep --left-only --left-right --mailmap --use-mailmap --no-mailmap \
                --no-use-mailmap --max-age= -n --max-count= --max-count-oldest= --max-parents= \
                --no-max-parents --maximal-only --merge --merges --min-age= --min-parents= \
                --no-min-parents --no-merges -P --perl-regexp -i --regexp-ignore-case --right-only \
                --since= --after= --since-as-filter= --skip= --until= --before= --ancestry-path \
                --author-date-order --date-order --dense --exclude-first-parent-only --first-parent \
                --full-diff --full-history --parents --remove-empty --reverse --show-pulls \
                --simplify-by-decoration --simplify-merges --sparse --topo-order -C --color= --csv \
                --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        activity)
            printf '%s\n' --between-tags --by= --date= --diff-merges= --exclude-attr= --exclude-bots --left= \
                --newcomers --all --alternate-refs --bisect --branches --do-walk --exclude= \
                --exclude-hidden= --glob= --ignore-missing --no-walk --not --reflog --remotes \
                --single-worktree --stdin --tags --all-match --author= --basic-regexp --boundary --cherry \
                --cherry-mark --cherry-pick --committer= -E --extended-regexp -F --fixed-strings --grep= \
                --invert-grep --left-only --left-right --mailmap --use-mailmap --no-mailmap \
                --no-use-mailmap --max-age= -n --max-count= --max-count-oldest= --max-parents= \
                --no-max-parents --maximal-only --merge --merges --min-age= --min-parents= \
                --no-min-parents --no-merges -P --perl-regexp -i --regexp-ignore-case --right-only \
                --since= --after= --since-as-filter= --skip= --until= --before= --ancestry-path \
                --author-date-order --date-order --dense --exclude-first-parent-only --first-parent \
                --follow --full-diff --full-history --parents --remove-empty --reverse --show-pulls \
                --simplify-by-decoration --simplify-merges --sparse --topo-order -B --break-rewrites \
                --diff-algorithm= -C --find-copies --find-copies-harder -M --find-renames --histogram -w \
                --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol -b \
                --ignore-space-change --minimal --no-renames --patience -l --color= --csv --fields= \
                --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        cat)
            printf '%s\n' --batch --raw -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        show)
            printf '%s\n' -c -m --cc --diff-merges= --mailmap --use-mailmap --no-mailmap --no-use-mailmap -p --patch \
                --no-patch -G -S -l -B --break-rewrites --diff-algorithm= -C --find-copies \
                --find-copies-harder --find-object= -M --find-renames --histogram -w --ignore-all-space \
                --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol -b --ignore-space-change \
                --minimal --no-renames --patience --pickaxe-all --pickaxe-regex -i --regexp-ignore-case \
                --abbrev --dst-prefix= --full-index -W --function-context -I --ignore-matching-lines= \
                --indent-heuristic --no-indent-heuristic --inter-hunk-context= -D --irreversible-delete \
                --no-abbrev --no-prefix --src-prefix= -a --text -U --unified= --color= --csv --fields= \
                --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        refs)
            printf '%s\n' --contains --exclude= --ignore-case --merged --no-contains --no-merged --points-at \
                --start-after= --stdin -C --color= --csv --fields= --format= --git-dir= -h --help -j \
                --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        remotes)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        tags)
            printf '%s\n' --contains -i --ignore-case --latest --merged --no-contains --no-merged --points-at -C \
                --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        config)
            printf '%s\n' --all --get-all --fixed-value --get-regexp -l --list --name-only --show-origin \
                --show-scope --type= --value-pattern= -C --color= --csv --fields= --format= --git-dir= -h \
                --help -j --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        reflog)
            printf '%s\n' --all -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        stashes)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        worktrees)
            printf '%s\n' --porcelain -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        submodules)
            printf '%s\n' -r --recursive -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= \
                --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        notes)
            printf '%s\n' --ref= -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        rev-parse)
            printf '%s\n' --abbrev-ref --short --stdin --verify -C --color= --csv --fields= --format= --git-dir= -h \
                --help -j --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        is-ancestor)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        merge-base)
            printf '%s\n' -a --all --fork-point --independent --octopus -C --color= --csv --fields= --format= \
                --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress --no-progress -q \
                --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        ahead-behind)
            printf '%s\n' --stdin -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        ignored)
            printf '%s\n' --index -n --non-matching --stdin -v --verbose -C --color= --csv --fields= --format= \
                --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress --no-progress -q \
                --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        attributes)
            printf '%s\n' --attribute= --cached --porcelain --source= --stdin -C --color= --csv --fields= --format= \
                --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress --no-progress -q \
                --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        describe)
            printf '%s\n' --abbrev= --all --always --broken --candidates= --contains --dirty --exact-match \
                --exclude= --first-parent --long --match= --stdin --tags -C --color= --csv --fields= \
                --format= --git-dir= -h --help -j --jobs= --json --ndjson --no-pager --progress \
                --no-progress -q --quiet --repo= --repos-from= --repos-under= --sort= --top= --tsv \
                --value= --version -z
            ;;
        name-rev)
            printf '%s\n' --all --always --annotate-stdin --stdin --exclude= --name-only --refs= --tags --undefined \
                --no-undefined -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= \
                --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        mirror)
            printf '%s\n' --allow-transport= --filter= --from= --into= --layout= --prune --no-prune --retries= \
                --timeout= -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        export)
            printf '%s\n' --check --force --format= --into= --mailmap --use-mailmap --no-mailmap --no-use-mailmap \
                --rev= --tables= -C --color= --csv --fields= --git-dir= -h --help -j --jobs= --json \
                --ndjson --no-pager --progress --no-progress -q --quiet --repo= --repos-from= \
                --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        batch)
            printf '%s\n' --listen= --unordered -C --color= --csv --fields= --format= --git-dir= -h --help -j \
                --jobs= --json --ndjson --no-pager --progress --no-progress -q --quiet --repo= \
                --repos-from= --repos-under= --sort= --top= --tsv --value= --version -z
            ;;
        help)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        completions)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        schema)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
        *)
            printf '%s\n' -C --color= --csv --fields= --format= --git-dir= -h --help -j --jobs= --json --ndjson \
                --no-pager --progress --no-progress -q --quiet --repo= --repos-from= --repos-under= \
                --sort= --top= --tsv --value= --version -z
            ;;
    esac
}

# Whether the next word is the value of option $2 of command $1.
__rgit_takes_value() {
    case "$1 $2" in
        'log -C') return 1 ;;
        'log -L' | 'log --by' | 'log --depth' | 'log --diff-merges' | 'log --grep-reflog' | 'log --exclude' | \
            'log --exclude-hidden' | 'log --glob' | 'log --author' | 'log --committer' | 'log --encoding' | \
            'log --grep' | 'log --max-age' | 'log -n' | 'log --max-count' | 'log --max-count-oldest' | \
            'log --max-parents' | 'log --min-age' | 'log --min-parents' | 'log --since' | 'log --after' | \
            'log --since-as-filter' | 'log --skip' | 'log --until' | 'log --before' | 'log -G' | 'log -S' | \
            'log -l' | 'log --diff-algorithm' | 'log --diff-filter' | 'log --find-object' | 'log --dst-prefix' | \
            'log -I' | 'log --ignore-matching-lines' | 'log --inter-hunk-context' | 'log --src-prefix' | \
            'log -U' | 'log --unified') return 0 ;;
        'branches --base' | 'branches --contains' | 'branches --forked' | 'branches --merged' | \
            'branches --no-contains' | 'branches --no-merged' | 'branches --points-at' | 'branches --stale') return 0 ;;
        'contributors -C') return 1 ;;
        'contributors --by' | 'contributors --date' | 'contributors --diff-merges' | \
            'contributors --exclude-attr' | 'contributors --group' | 'contributors --exclude' | \
            'contributors --exclude-hidden' | 'contributors --glob' | 'contributors --author' | \
            'contributors --committer' | 'contributors --encoding' | 'contributors --grep' | \
            'contributors --max-age' | 'contributors -n' | 'contributors --max-count' | \
            'contributors --max-count-oldest' | 'contributors --max-parents' | 'contributors --min-age' | \
            'contributors --min-parents' | 'contributors --since' | 'contributors --after' | \
            'contributors --since-as-filter' | 'contributors --skip' | 'contributors --until' | \
            'contributors --before' | 'contributors --diff-algorithm' | 'contributors -l') return 0 ;;
        'blame -C') return 1 ;;
        'blame --encoding' | 'blame --ignore-rev' | 'blame --ignore-revs-file' | 'blame -L' | \
            'blame --line-range' | 'blame --since' | 'blame --after') return 0 ;;
        'blame-stats -C') return 1 ;;
        'blame-stats --by' | 'blame-stats --depth' | 'blame-stats --exclude-attr' | \
            'blame-stats --ignore-rev' | 'blame-stats --ignore-revs-file' | 'blame-stats --max-filesize' | \
            'blame-stats --memory' | 'blame-stats --since' | 'blame-stats --after') return 0 ;;
        'diff -C') return 1 ;;
        'diff --diff-filter' | 'diff -G' | 'diff -S' | 'diff -l' | 'diff --diff-algorithm' | \
            'diff --find-object' | 'diff --dst-prefix' | 'diff -I' | 'diff --ignore-matching-lines' | \
            'diff --inter-hunk-context' | 'diff --src-prefix' | 'diff -U' | 'diff --unified') return 0 ;;
        'diff-stats -C') return 1 ;;
        'diff-stats --by' | 'diff-stats --depth' | 'diff-stats --diff-merges' | 'diff-stats --fail-over' | \
            'diff-stats --diff-algorithm' | 'diff-stats -l') return 0 ;;
        'search -C') return 1 ;;
        'search --diff-merges' | 'search -f' | 'search --file' | 'search -e' | 'search --regexp' | \
            'search --rules' | 'search --exclude' | 'search --exclude-hidden' | 'search --glob' | \
            'search --author' | 'search --committer' | 'search --grep' | 'search --max-age' | 'search -n' | \
            'search --max-count' | 'search --max-count-oldest' | 'search --max-parents' | 'search --min-age' | \
            'search --min-parents' | 'search --since' | 'search --after' | 'search --since-as-filter' | \
            'search --skip' | 'search --until' | 'search --before' | 'search --diff-algorithm' | 'search -l') return 0 ;;
        'files --depth') return 0 ;;
        'last-modified --depth' | 'last-modified --exclude-attr') return 0 ;;
        'owners -C') return 1 ;;
        'owners --depth' | 'owners --exclude-attr' | 'owners --for' | 'owners --ignore-rev' | \
            'owners --ignore-revs-file' | 'owners --inactive' | 'owners --max-filesize' | 'owners --memory' | \
            'owners --metric' | 'owners --since' | 'owners --after' | 'owners --syntax' | \
            'owners --write-handles') return 0 ;;
        'check --annotate' | 'check --by' | 'check --depth' | 'check --exclude-attr' | 'check --forbid' | \
            'check --max-blob' | 'check --max-files' | 'check --max-line-length' | 'check --max-lines' | \
            'check --message' | 'check --require' | 'check --rules-from') return 0 ;;
        'age -C') return 1 ;;
        'age --by' | 'age --every' | 'age --exclude-attr' | 'age --ignore-rev' | 'age --ignore-revs-file' | \
            'age --max-filesize' | 'age --memory' | 'age --since' | 'age --after') return 0 ;;
        'weight --by' | 'weight --depth' | 'weight --exclude-attr' | 'weight --exclude' | \
            'weight --exclude-hidden' | 'weight --glob' | 'weight --author' | 'weight --committer' | \
            'weight --grep' | 'weight --max-age' | 'weight -n' | 'weight --max-count' | \
            'weight --max-count-oldest' | 'weight --max-parents' | 'weight --min-age' | \
            'weight --min-parents' | 'weight --since' | 'weight --after' | 'weight --since-as-filter' | \
            'weight --skip' | 'weight --until' | 'weight --before') return 0 ;;
        'hotspots -C') return 1 ;;
        'hotspots --by' | 'hotspots --depth' | 'hotspots --diff-merges' | 'hotspots --exclude-attr' | \
            'hotspots --exclude' | 'hotspots --exclude-hidden' | 'hotspots --glob' | 'hotspots --author' | \
            'hotspots --committer' | 'hotspots --grep' | 'hotspots --max-age' | 'hotspots -n' | \
            'hotspots --max-count' | 'hotspots --max-count-oldest' | 'hotspots --max-parents' | \
            'hotspots --min-age' | 'hotspots --min-parents' | 'hotspots --since' | 'hotspots --after' | \
            'hotspots --since-as-filter' | 'hotspots --skip' | 'hotspots --until' | 'hotspots --before' | \
            'hotspots --diff-algorithm' | 'hotspots -l') return 0 ;;
        'coupling --depth' | 'coupling --diff-merges' | 'coupling --exclude-attr' | 'coupling --for' | \
            'coupling --max-changeset' | 'coupling --min-commits' | 'coupling --min-shared' | \
            'coupling --exclude' | 'coupling --exclude-hidden' | 'coupling --glob' | 'coupling --author' | \
            'coupling --committer' | 'coupling --grep' | 'coupling --max-age' | 'coupling -n' | \
            'coupling --max-count' | 'coupling --max-count-oldest' | 'coupling --max-parents' | \
            'coupling --min-age' | 'coupling --min-parents' | 'coupling --since' | 'coupling --after' | \
            'coupling --since-as-filter' | 'coupling --skip' | 'coupling --until' | 'coupling --before') return 0 ;;
        'activity -C') return 1 ;;
        'activity --by' | 'activity --date' | 'activity --diff-merges' | 'activity --exclude-attr' | \
            'activity --left' | 'activity --exclude' | 'activity --exclude-hidden' | 'activity --glob' | \
            'activity --author' | 'activity --committer' | 'activity --grep' | 'activity --max-age' | \
            'activity -n' | 'activity --max-count' | 'activity --max-count-oldest' | \
            'activity --max-parents' | 'activity --min-age' | 'activity --min-parents' | 'activity --since' | \
            'activity --after' | 'activity --since-as-filter' | 'activity --skip' | 'activity --until' | \
            'activity --before' | 'activity --diff-algorithm' | 'activity -l') return 0 ;;
        'show -C') return 1 ;;
        'show --diff-merges' | 'show -G' | 'show -S' | 'show -l' | 'show --diff-algorithm' | \
            'show --find-object' | 'show --dst-prefix' | 'show -I' | 'show --ignore-matching-lines' | \
            'show --inter-hunk-context' | 'show --src-prefix' | 'show -U' | 'show --unified') return 0 ;;
        'refs --contains' | 'refs --exclude' | 'refs --merged' | 'refs --no-contains' | 'refs --no-merged' | \
            'refs --points-at' | 'refs --start-after') return 0 ;;
        'tags --contains' | 'tags --merged' | 'tags --no-contains' | 'tags --no-merged' | \
            'tags --points-at') return 0 ;;
        'config --type' | 'config --value-pattern') return 0 ;;
        'notes --ref') return 0 ;;
        'attributes --attribute' | 'attributes --source') return 0 ;;
        'describe --abbrev' | 'describe --candidates' | 'describe --exclude' | 'describe --match') return 0 ;;
        'name-rev --exclude' | 'name-rev --refs') return 0 ;;
        'mirror --allow-transport' | 'mirror --filter' | 'mirror --from' | 'mirror --into' | \
            'mirror --layout' | 'mirror --retries' | 'mirror --timeout') return 0 ;;
        'export --format' | 'export --into' | 'export --rev' | 'export --tables') return 0 ;;
        'batch --listen') return 0 ;;
        *' -C' | *' --color' | *' --fields' | *' --format' | *' --git-dir' | *' -j' | *' --jobs' | *' --repo' | \
            *' --repos-from' | *' --repos-under' | *' --sort' | *' --top' | *' --value') return 0 ;;
        *) return 1 ;;
    esac
}

# Sets kind and choices to what the value of option $2 of command $1 can be.
__rgit_value() {
    kind='' choices=''
    case "$1 $2" in
        'log --by') kind=choice choices='file directory' ;;
        'log --diff-merges') kind=choice choices='off first-parent separate combined dense-combined' ;;
        'log --branches') kind=branch ;;
        'log --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'log --no-walk') kind=choice choices='sorted unsorted' ;;
        'log --remotes') kind=remote ;;
        'log --tags') kind=tag ;;
        'log --mailmap' | 'log --use-mailmap') kind=file ;;
        'log --ancestry-path') kind=revision ;;
        'log --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'status --ignore-submodules' | 'status --submodules') kind=choice choices='none untracked dirty all' ;;
        'status --ignored') kind=choice choices='traditional no matching' ;;
        'status --porcelain') kind=choice choices='v1 v2' ;;
        'status -u' | 'status --untracked' | 'status --untracked-files') kind=choice choices='no normal all' ;;
        'branches --base') kind=revision ;;
        'branches --contains') kind=revision ;;
        'branches --forked') kind=branch ;;
        'branches --merged') kind=revision ;;
        'branches --no-contains') kind=revision ;;
        'branches --no-merged') kind=revision ;;
        'branches --points-at') kind=revision ;;
        'contributors --by') kind=choice choices='name+email name email domain day week month quarter year weekday hour' ;;
        'contributors --date') kind=choice choices='authored committed' ;;
        'contributors --diff-merges') kind=choice choices='off first-parent' ;;
        'contributors --group') kind=choice choices='author committer trailer:Co-authored-by' ;;
        'contributors --branches') kind=branch ;;
        'contributors --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'contributors --no-walk') kind=choice choices='sorted unsorted' ;;
        'contributors --remotes') kind=remote ;;
        'contributors --tags') kind=tag ;;
        'contributors --mailmap' | 'contributors --use-mailmap') kind=file ;;
        'contributors --ancestry-path') kind=revision ;;
        'contributors --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'blame --ignore-rev') kind=revision ;;
        'blame --ignore-revs-file') kind=file ;;
        'blame --mailmap' | 'blame --use-mailmap') kind=file ;;
        'blame-stats --by') kind=choice choices='author name email domain file directory extension commit day week month quarter year weekday hour' ;;
        'blame-stats --ignore-rev') kind=revision ;;
        'blame-stats --ignore-revs-file') kind=file ;;
        'blame-stats --mailmap' | 'blame-stats --use-mailmap') kind=file ;;
        'diff --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'diff-stats --by') kind=choice choices='file directory extension' ;;
        'diff-stats --diff-merges') kind=choice choices='first-parent off' ;;
        'diff-stats --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'search --diff-merges') kind=choice choices='off first-parent separate' ;;
        'search -f' | 'search --file') kind=file ;;
        'search --rules') kind=file ;;
        'search --branches') kind=branch ;;
        'search --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'search --no-walk') kind=choice choices='sorted unsorted' ;;
        'search --remotes') kind=remote ;;
        'search --tags') kind=tag ;;
        'search --mailmap' | 'search --use-mailmap') kind=file ;;
        'search --ancestry-path') kind=revision ;;
        'search --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'owners --for') kind=revision ;;
        'owners --ignore-rev') kind=revision ;;
        'owners --ignore-revs-file') kind=file ;;
        'owners --mailmap' | 'owners --use-mailmap') kind=file ;;
        'owners --metric') kind=choice choices='lines commits doa' ;;
        'owners --syntax') kind=choice choices='github gitlab' ;;
        'owners --write-handles') kind=file ;;
        'check --annotate') kind=choice choices='github gitlab markdown none' ;;
        'check --by') kind=choice choices='directory codeowners' ;;
        'check --rules-from') kind=revision ;;
        'age --by') kind=choice choices='year quarter month author domain trailer:Co-authored-by' ;;
        'age --every') kind=choice choices='year quarter month week 28' ;;
        'age --ignore-rev') kind=revision ;;
        'age --ignore-revs-file') kind=file ;;
        'age --mailmap' | 'age --use-mailmap') kind=file ;;
        'weight --by') kind=choice choices='path directory extension blob' ;;
        'weight --branches') kind=branch ;;
        'weight --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'weight --no-walk') kind=choice choices='sorted unsorted' ;;
        'weight --remotes') kind=remote ;;
        'weight --tags') kind=tag ;;
        'weight --mailmap' | 'weight --use-mailmap') kind=file ;;
        'weight --ancestry-path') kind=revision ;;
        'hotspots --by') kind=choice choices='file directory extension' ;;
        'hotspots --diff-merges') kind=choice choices='off first-parent' ;;
        'hotspots --branches') kind=branch ;;
        'hotspots --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'hotspots --no-walk') kind=choice choices='sorted unsorted' ;;
        'hotspots --remotes') kind=remote ;;
        'hotspots --tags') kind=tag ;;
        'hotspots --mailmap' | 'hotspots --use-mailmap') kind=file ;;
        'hotspots --ancestry-path') kind=revision ;;
        'hotspots --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'coupling --diff-merges') kind=choice choices='off first-parent' ;;
        'coupling --for') kind=file ;;
        'coupling --branches') kind=branch ;;
        'coupling --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'coupling --no-walk') kind=choice choices='sorted unsorted' ;;
        'coupling --remotes') kind=remote ;;
        'coupling --tags') kind=tag ;;
        'coupling --mailmap' | 'coupling --use-mailmap') kind=file ;;
        'coupling --ancestry-path') kind=revision ;;
        'activity --between-tags') kind=tag ;;
        'activity --by') kind=choice choices='day week month quarter year weekday hour' ;;
        'activity --date') kind=choice choices='authored committed' ;;
        'activity --diff-merges') kind=choice choices='off first-parent' ;;
        'activity --branches') kind=branch ;;
        'activity --exclude-hidden') kind=choice choices='fetch receive uploadpack' ;;
        'activity --no-walk') kind=choice choices='sorted unsorted' ;;
        'activity --remotes') kind=remote ;;
        'activity --tags') kind=tag ;;
        'activity --mailmap' | 'activity --use-mailmap') kind=file ;;
        'activity --ancestry-path') kind=revision ;;
        'activity --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'show --diff-merges') kind=choice choices='off first-parent separate combined dense-combined' ;;
        'show --mailmap' | 'show --use-mailmap') kind=file ;;
        'show --diff-algorithm') kind=choice choices='myers minimal patience histogram' ;;
        'refs --contains') kind=revision ;;
        'refs --merged') kind=revision ;;
        'refs --no-contains') kind=revision ;;
        'refs --no-merged') kind=revision ;;
        'refs --points-at') kind=revision ;;
        'tags --contains') kind=revision ;;
        'tags --merged') kind=revision ;;
        'tags --no-contains') kind=revision ;;
        'tags --no-merged') kind=revision ;;
        'tags --points-at') kind=revision ;;
        'config --type') kind=choice choices='bool int bool-or-int path expiry-date color' ;;
        'attributes --source') kind=revision ;;
        'describe --exclude') kind=tag ;;
        'describe --match') kind=tag ;;
        'mirror --filter') kind=choice choices='blob:none tree:0' ;;
        'mirror --from') kind=file ;;
        'mirror --into') kind=directory ;;
        'mirror --layout') kind=choice choices='host flat' ;;
        'export --format') kind=choice choices='ndjson csv sqlite' ;;
        'export --into') kind=directory ;;
        'export --mailmap' | 'export --use-mailmap') kind=file ;;
        'export --rev') kind=revision ;;
        'export --tables') kind=choice choices='commits changes people refs files lines' ;;
        'batch --listen') kind=file ;;
        *' -C') kind=directory ;;
        *' --color') kind=choice choices='auto always never' ;;
        *' --fields') kind=fields ;;
        *' --format') kind=choice choices='table json ndjson csv tsv' ;;
        *' --git-dir') kind=directory ;;
        *' --repo') kind=directory ;;
        *' --repos-from') kind=file ;;
        *' --repos-under') kind=directory ;;
        *' --sort') kind=sort-key ;;
        *' --value') kind=fields ;;
    esac
}

# Sets kind and choices to what the arguments of command $1 can be.
__rgit_argument() {
    kind='' choices=''
    case $1 in
        log) kind=revision-or-file ;;
        status) kind=revision-or-file ;;
        branches) kind=branch ;;
        contributors) kind=revision-or-file ;;
        blame) kind=revision-or-file ;;
        blame-stats) kind=revision-or-file ;;
        diff) kind=revision-or-file ;;
        diff-stats) kind=revision-or-file ;;
        search) kind=revision-or-file ;;
        files) kind=revision-or-file ;;
        last-modified) kind=revision-or-file ;;
        owners) kind=revision-or-file ;;
        check) kind=revision ;;
        age) kind=revision-or-file ;;
        weight) kind=revision-or-file ;;
        hotspots) kind=revision-or-file ;;
        coupling) kind=revision-or-file ;;
        activity) kind=revision-or-file ;;
        cat) kind=revision ;;
        show) kind=revision-or-file ;;
        tags) kind=tag ;;
        reflog) kind=branch ;;
        submodules) kind=revision-or-file ;;
        notes) kind=revision ;;
        rev-parse) kind=revision ;;
        is-ancestor) kind=revision ;;
        merge-base) kind=revision ;;
        ahead-behind) kind=revision ;;
        ignored) kind=revision-or-file ;;
        attributes) kind=revision-or-file ;;
        describe) kind=revision ;;
        name-rev) kind=revision ;;
        mirror) kind=revision-or-file ;;
        help) kind=command ;;
        completions) kind=choice choices='bash zsh fish' ;;
        schema) kind=command ;;
    esac
}

# Prints the fields of a command.
__rgit_fields() {
    case $1 in
        log)
            printf '%s\n' hexsha tree parents authored_date authored_datetime author.name author.email \
                committed_date committed_datetime committer.name committer.email refs summary message \
                encoding gpgsig trailers co_authors side cherry selector reflog_message boundary \
                line_ranges line_patch stats.total.files stats.total.insertions stats.total.deletions \
                stats.total.lines stats.files
            ;;
        info)
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
            ;;
        status)
            printf '%s\n' x y path old_path staged unstaged untracked ignored conflicted stages \
                submodule.new_commits submodule.modified submodule.untracked a_mode index_mode b_mode \
                a_hexsha b_hexsha similarity
            ;;
        branches)
            printf '%s\n' name path hexsha is_head is_remote symbolic_target tracking_branch upstream_gone ahead \
                behind base ahead_of_base behind_base merged merged_how author.name author.email \
                authored_date authored_datetime committer.name committer.email committed_date \
                committed_datetime summary
            ;;
        contributors)
            printf '%s\n' day week month quarter year weekday hour domain rank name email commits merges authors \
                share insertions deletions lines files first_commit_date first_commit_datetime \
                last_commit_date last_commit_datetime active_days
            ;;
        blame)
            printf '%s\n' hexsha path orig_path orig_start start lines author.name author.email authored_date \
                authored_datetime committer.name committer.email committed_date committed_datetime summary \
                boundary previous_hexsha previous_path text
            ;;
        blame-stats)
            printf '%s\n' directory extension path day week month quarter year weekday hour hexsha name email domain \
                lines share files commits boundary_lines oldest_date oldest_datetime newest_date \
                newest_datetime
            ;;
        diff)
            printf '%s\n' change_type a_path b_path a_mode b_mode a_hexsha b_hexsha similarity binary patch
            ;;
        diff-stats)
            printf '%s\n' path old_path directory extension change_type files insertions deletions lines binary \
                binary_files similarity a_path b_path a_mode b_mode a_hexsha b_hexsha graph
            ;;
        search)
            printf '%s\n' hexsha parent authored_date authored_datetime author.name author.email committed_date \
                committed_datetime committer.name committer.email summary path old_path change_type rule \
                pattern before after line text lines
            ;;
        files)
            printf '%s\n' mode type hexsha size path stage skip_worktree assume_unchanged intent_to_add \
                last_commit.hexsha last_commit.author.name last_commit.author.email \
                last_commit.authored_date last_commit.authored_datetime last_commit.committed_date \
                last_commit.committed_datetime last_commit.summary last_commit.boundary
            ;;
        last-modified)
            printf '%s\n' path type hexsha author.name author.email authored_date authored_datetime committer.name \
                committer.email committed_date committed_datetime summary boundary created.hexsha \
                created.author.name created.author.email created.authored_date created.authored_datetime \
                created.committer.name created.committer.email created.committed_date \
                created.committed_datetime created.summary created.boundary
            ;;
        owners)
            printf '%s\n' path name email lines commits share files rank bus_factor declared line problem pattern \
                owners
            ;;
        check)
            printf '%s\n' rule path line limit value hexsha submodule message reference group paths insertions \
                deletions owners through files
            ;;
        age)
            printf '%s\n' period hexsha date datetime cohort lines share
            ;;
        weight)
            printf '%s\n' disk_bytes bytes max_bytes versions files present deleted_date deleted_datetime path \
                directory extension hexsha first_commit paths
            ;;
        hotspots)
            printf '%s\n' path directory extension commits authors insertions deletions lines last_commit_date \
                last_commit_datetime score present current_lines aliases
            ;;
        coupling)
            printf '%s\n' a_path b_path shared a_commits b_commits degree jaccard
            ;;
        activity)
            printf '%s\n' day week month quarter year weekday hour tag previous name email commits authors newcomers \
                insertions deletions first_commit_date first_commit_datetime last_commit_date \
                last_commit_datetime date datetime
            ;;
        show)
            printf '%s\n' revision type hexsha size commit.hexsha commit.tree commit.parents commit.authored_date \
                commit.authored_datetime commit.author.name commit.author.email commit.committed_date \
                commit.committed_datetime commit.committer.name commit.committer.email commit.refs \
                commit.summary commit.message commit.encoding commit.gpgsig commit.trailers \
                commit.co_authors commit.stats.total.files commit.stats.total.insertions \
                commit.stats.total.deletions commit.stats.total.lines commit.stats.files tag.name \
                tag.object_hexsha tag.object_type tag.tagger.name tag.tagger.email tag.tagged_date \
                tag.tagged_datetime tag.message tag.signed entries binary
            ;;
        refs)
            printf '%s\n' path name kind hexsha object_hexsha type symbolic_target
            ;;
        remotes)
            printf '%s\n' name url push_url fetch push head
            ;;
        tags)
            printf '%s\n' name path hexsha object_hexsha version_order annotated signed tagger.name tagger.email \
                tagged_date tagged_datetime committed_date committed_datetime created_date \
                created_datetime message
            ;;
        config)
            printf '%s\n' key value scope origin file line
            ;;
        reflog)
            printf '%s\n' hexsha selector index ref old_hexsha date datetime actor.name actor.email message
            ;;
        stashes)
            printf '%s\n' index selector hexsha authored_date authored_datetime author.name author.email branch \
                message base index_commit untracked_commit
            ;;
        worktrees)
            printf '%s\n' path hexsha branch detached bare locked lock_reason prunable prune_reason is_main \
                is_current
            ;;
        submodules)
            printf '%s\n' status path name hexsha head_hexsha describe branch url configured_url depth
            ;;
        notes)
            printf '%s\n' hexsha note_hexsha message ref
            ;;
        rev-parse)
            printf '%s\n' revision hexsha abbrev type name
            ;;
        is-ancestor)
            printf '%s\n' is_ancestor ancestor descendant
            ;;
        merge-base)
            printf '%s\n' hexsha
            ;;
        ahead-behind)
            printf '%s\n' revision base ahead behind hexsha base_hexsha
            ;;
        ignored)
            printf '%s\n' path ignored source line pattern
            ;;
        attributes)
            printf '%s\n' path attribute state value
            ;;
        describe)
            printf '%s\n' revision describe hexsha name depth dirty
            ;;
        name-rev)
            printf '%s\n' revision name hexsha
            ;;
        mirror)
            printf '%s\n' url path state refs_changed seconds error attempts
            ;;
        export)
            printf '%s\n' repo state commits changes people refs files lines problems error
            ;;
        *) ;;
    esac
}

# Adds the words read from standard input that complete $cur, each behind $1.
__rgit_add() {
    local prefix=$1 word
    while IFS= read -r word; do
        [[ $prefix$word == "$cur"* ]] && COMPREPLY+=("$prefix$word")
    done
}

# Prints short names of refs below the given places.
__rgit_refs() {
    git ${git_options[@]+"${git_options[@]}"} for-each-ref "$@" \
        --format='%(refname:strip=2)' 2>/dev/null
}

# Adds files, or with -d directories, as seen from where -C leads.
__rgit_files() {
    local name directory
    if [[ -z ${directories+set} || ${#directories[@]} -eq 0 ]]; then
        compopt -o filenames 2>/dev/null
        is_filename=1
        while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen "${1:--f}" -- "$cur")
        return
    fi
    while IFS= read -r name; do
        COMPREPLY+=("$name")
        case $name in */) compopt -o nospace 2>/dev/null ;; esac
    done < <(
        for directory in "${directories[@]}"; do cd -- "$directory" 2>/dev/null || exit; done
        compgen "${1:--f}" -- "$cur" | while IFS= read -r name; do
            if [[ -d $name ]]; then printf '%s/\n' "$name"; else printf '%s\n' "$name"; fi
        done
    )
}

# Adds the files and directories of revision $2 that complete $3, each behind $1 and $2 and a colon.
__rgit_tree() {
    local folder='' line name
    case $3 in */*) folder=${3%/*}/ ;; esac
    while IFS= read -r -d '' line; do
        name=$folder${line#*$'\t'}
        case ${line%%$'\t'*} in *' tree '*) name+=/ ;; esac
        [[ $name == "$3"* && $name != *$'\n'* ]] && COMPREPLY+=("$1$2:$name")
    done < <(
        git ${git_options[@]+"${git_options[@]}"} ls-tree -z "$2:${folder%/}" 2>/dev/null
    )
    if ((${#COMPREPLY[@]} == 1)); then
        case ${COMPREPLY[0]} in */) compopt -o nospace 2>/dev/null ;; esac
    fi
}

# Adds revisions, behind ^ and behind the dots of a range too, and the paths of one behind its colon.
__rgit_revisions() {
    local prefix=''
    case $cur in
        [!:]*:*) ;;
        *...*) prefix=${cur%"${cur##*...}"} ;;
        *..*) prefix=${cur%"${cur##*..}"} ;;
    esac
    case $cur in ^*) prefix=${prefix:-^} ;; esac
    case ${cur#"$prefix"} in
        [!:]*:*)
            line=${cur#"$prefix"}
            __rgit_tree "$prefix" "${line%%:*}" "${line#*:}"
            return
            ;;
    esac
    __rgit_add "$prefix" < <(
        printf 'HEAD\n'
        __rgit_refs refs/heads refs/tags refs/remotes
    )
}

# Adds what $kind and $choices say.
__rgit_complete() {
    local list
    case $kind in
        choice) __rgit_add '' < <(printf '%s\n' $choices) ;;
        command) __rgit_add '' < <(printf '%s\n' $__rgit_commands) ;;
        file) __rgit_files -f ;;
        directory) __rgit_files -d ;;
        branch) __rgit_add '' < <(__rgit_refs refs/heads refs/remotes) ;;
        tag) __rgit_add '' < <(__rgit_refs refs/tags) ;;
        remote) __rgit_add '' < <(git ${git_options[@]+"${git_options[@]}"} remote 2>/dev/null) ;;
        revision) __rgit_revisions ;;
        revision-or-file)
            __rgit_revisions
            __rgit_files -f
            ;;
        fields)
            list=''
            case $cur in *,*) list=${cur%"${cur##*,}"} ;; esac
            __rgit_add "$list" < <(
                __rgit_fields "$command" | while IFS= read -r name; do
                    case ,$list in *",$name,"*) ;; *) printf '%s\n' "$name" ;; esac
                done
            )
            compopt -o nospace 2>/dev/null
            ;;
        sort-key)
            case $cur in
                -*) __rgit_add - < <(__rgit_fields "$command") ;;
                *) __rgit_add '' < <(__rgit_fields "$command") ;;
            esac
            ;;
    esac
}

_rgit() {
    local IFS=$' \t\n'
    local line=${COMP_LINE:0:COMP_POINT} gap word index
    local cur command='' option='' kind='' choices='' attached='' is_filename='' after_dashes=''
    local -a words=() git_options=() directories=()
    COMPREPLY=()

    # bash cuts words at = and : too; what no space parts belongs together.
    for ((index = 0; index <= COMP_CWORD; index++)); do
        gap=${line%%[![:space:]]*}
        line=${line#"$gap"}
        word=${COMP_WORDS[index]}
        ((index == COMP_CWORD)) && word=$line
        line=${line#"$word"}
        if ((index > 0)) && [[ -z $gap ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    cur=${words[${#words[@]} - 1]}

    # Which command it is, where it starts, and whether the last word is the value of an option.
    for ((index = 1; index < ${#words[@]} - 1; index++)); do
        word=${words[index]}
        case $word in
            --)
                after_dashes=1
                break
                ;;
            --git-dir=*) git_options+=("$word") ;;
            -*)
                __rgit_takes_value "$command" "$word" || continue
                index=$((index + 1))
                if ((index == ${#words[@]} - 1)); then
                    option=$word
                    break
                fi
                case $word in
                    -C | --git-dir)
                        gap=${words[index]//[\"\'\\]/}
                        gap=${gap/#\~\//$HOME/}
                        git_options+=("$word" "$gap")
                        [[ $word == -C ]] && directories+=("$gap")
                        ;;
                esac
                ;;
            *) [[ -z $command ]] && command=$word ;;
        esac
    done

    if [[ -n $after_dashes ]]; then
        __rgit_argument "$command"
        [[ $kind == revision-or-file ]] && kind=file
        __rgit_complete
    elif [[ -n $option ]]; then
        __rgit_value "$command" "$option"
        __rgit_complete
    else
        case $cur in
            --*=*)
                attached=${cur%%=*}=
                __rgit_value "$command" "${cur%%=*}"
                cur=${cur#*=}
                __rgit_complete
                ;;
            -*)
                __rgit_add '' < <(__rgit_options "$command")
                if ((${#COMPREPLY[@]} == 1)); then
                    case ${COMPREPLY[0]} in *=) compopt -o nospace 2>/dev/null ;; esac
                fi
                ;;
            *)
                if [[ -z $command ]]; then
                    __rgit_add '' < <(printf '%s\n' $__rgit_commands)
                else
                    __rgit_argument "$command"
                    __rgit_complete
                fi
                ;;
        esac
    fi

    # Names of refs are anybody's: what the shell would expand is quoted. For files bash does that.
    if [[ -z $is_filename ]]; then
        for index in "${!COMPREPLY[@]}"; do
            word=${COMPREPLY[index]}
            case $word in *[!A-Za-z0-9_./@%+,:=^-]*) printf -v "COMPREPLY[index]" %q "$word" ;; esac
        done
    fi

    # bash puts an answer in place of what follows the last = or : only.
    case $cur in
        *[=:]*)
            word=${cur%"${cur##*[=:]}"}
            for index in "${!COMPREPLY[@]}"; do COMPREPLY[index]=${COMPREPLY[index]#"$word"}; done
            ;;
    esac
}

complete -F _rgit rgit
