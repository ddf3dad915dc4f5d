# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_smpctl_global_optspecs
    string join \n topology= context= smp= o/output= concurrency= y/yes= dry-run q/quiet v/verbose color= progress= h/help V/version
end

function __fish_smpctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_smpctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_smpctl_using_subcommand
    set -l cmd (__fish_smpctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c smpctl -n "__fish_smpctl_needs_command" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_needs_command" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_needs_command" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_needs_command" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_needs_command" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_needs_command" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_needs_command" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_needs_command" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_needs_command" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_needs_command" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_needs_command" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "demo" -d 'Show the whole job on throw-away data, explained as it goes'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "smp" -d 'Management servers (SMPs)'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "site" -d 'Sites'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "subnet" -d 'Subnets, and who is offered which Package Servers'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "package-server" -d 'Package Servers and their assignment to sites'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "ps" -d 'Package Servers and their assignment to sites'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "storage-location" -d 'Where Package Servers keep their packages: the SMP\'s setting, and the override of one server'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "hierarchy" -d 'Get management servers ready to be joined in a hierarchy'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "topology" -d 'The topology as a whole, and as a document'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "relocation" -d 'Move a package store to another drive, safely and without downtime'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "agent" -d 'The vendor\'s agent on this machine'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "context" -d 'The live servers that commands can work on, by name'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "generate" -d 'Write completions and man pages into a directory'
complete -c smpctl -n "__fish_smpctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand demo" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -f -a "add" -d 'Add a management server'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -f -a "list" -d 'List the management servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -f -a "show" -d 'Show one management server'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -f -a "remove" -d 'Forget a management server, with its sites, subnets and Package Servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and not __fish_seen_subcommand_from add list show remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l address -d 'An IP address of it; may be repeated, or several joined with commas' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l parent -d 'The SMP it is, or is to be, joined to as a child' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l url -d 'The address of its web services' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l force -d 'Also if it is the parent of others, which are then left without one'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a management server'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the management servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one management server'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Forget a management server, with its sites, subnets and Package Servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand smp; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -f -a "create" -d 'Create a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -f -a "list" -d 'List the sites, with the subnets and Package Servers that belong to each'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -f -a "show" -d 'Show one site, with all subnets and Package Servers that belong to it'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -f -a "rename" -d 'Give a site another name; everything assigned to it stays'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -f -a "delete" -d 'Delete a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and not __fish_seen_subcommand_from create list show rename delete help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l description -d 'What it is' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from rename" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l force -d 'Release its subnets and un-assign its Package Servers first'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the sites, with the subnets and Package Servers that belong to each'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one site, with all subnets and Package Servers that belong to it'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Give a site another name; everything assigned to it stays'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand site; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "create" -d 'Create a subnet'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "list" -d 'List the subnets as a tree, with the site each belongs to'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "assign" -d 'Assign a subnet to a site, explicitly'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "release" -d 'Take back a subnet\'s explicit assignment'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "delete" -d 'Delete a subnet'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "locate" -d 'Find the subnet and site of an address, and the Package Servers that a client there is offered'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "import" -d 'Create and assign many subnets from a CSV file, as one change'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and not __fish_seen_subcommand_from create list assign release delete locate import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l site -d 'The site to assign it to' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l site -d 'The site; picked from a list if it is missing' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from assign" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from locate" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l create-sites -d 'Create sites that are not there yet'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a subnet'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the subnets as a tree, with the site each belongs to'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "assign" -d 'Assign a subnet to a site, explicitly'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "release" -d 'Take back a subnet\'s explicit assignment'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a subnet'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "locate" -d 'Find the subnet and site of an address, and the Package Servers that a client there is offered'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "import" -d 'Create and assign many subnets from a CSV file, as one change'
complete -c smpctl -n "__fish_smpctl_using_subcommand subnet; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "add" -d 'Add a Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "list" -d 'List the Package Servers, and the sites each is in'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "show" -d 'Show one Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "assign" -d 'Manually assign a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "unassign" -d 'Take back the manual assignment of a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "remove" -d 'Forget a Package Server, with its manual assignments'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l address -d 'An IP address of it; may be repeated, or several joined with commas' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l constrained -d 'It downloads only from Package Servers of its sites, never from the SMP'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l site -d 'Only those of this site' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l site -d 'The site; picked from a list if it is missing' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from assign" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l site -d 'The site; picked from a list if it is missing' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from unassign" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the Package Servers, and the sites each is in'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "assign" -d 'Manually assign a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "unassign" -d 'Take back the manual assignment of a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Forget a Package Server, with its manual assignments'
complete -c smpctl -n "__fish_smpctl_using_subcommand package-server; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "add" -d 'Add a Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "list" -d 'List the Package Servers, and the sites each is in'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "show" -d 'Show one Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "assign" -d 'Manually assign a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "unassign" -d 'Take back the manual assignment of a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "remove" -d 'Forget a Package Server, with its manual assignments'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and not __fish_seen_subcommand_from add list show assign unassign remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l address -d 'An IP address of it; may be repeated, or several joined with commas' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l constrained -d 'It downloads only from Package Servers of its sites, never from the SMP'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l site -d 'Only those of this site' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l site -d 'The site; picked from a list if it is missing' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from assign" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l site -d 'The site; picked from a list if it is missing' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from unassign" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the Package Servers, and the sites each is in'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "assign" -d 'Manually assign a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "unassign" -d 'Take back the manual assignment of a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Forget a Package Server, with its manual assignments'
complete -c smpctl -n "__fish_smpctl_using_subcommand ps; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -f -a "show" -d 'Show where packages are kept, and who decides it'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -f -a "set" -d 'Set where packages are kept'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -f -a "reset" -d 'Leave the decision where packages are kept to the level above'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and not __fish_seen_subcommand_from show set reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l package-server -d 'Only for this Package Server' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l package-server -d 'Only for this Package Server; several may be named' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l windows -d 'The folder on Windows Package Servers, like D:\\Packages' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l ulm -d 'The folder on UNIX, Linux and Mac Package Servers, like /srv/packages' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l batch -d 'Change so many Package Servers at a time' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l timeout -d 'How long to wait for each stage' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l every -d 'How often to ask the management server' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l one-per-site -d 'Change at most one Package Server of each site at a time'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l wait -d 'Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without it only the next stage is changed'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l force -d 'Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier stage'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l package-server -d 'Only for this Package Server; several may be named' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l restore -d 'Put a live server\'s policy back as it was saved before a change; with `--package-server`, the one that it has of its own' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l batch -d 'Change so many Package Servers at a time' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l timeout -d 'How long to wait for each stage' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l every -d 'How often to ask the management server' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l windows -d 'Reset the setting for Windows Package Servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l ulm -d 'Reset the setting for UNIX, Linux and Mac Package Servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l one-per-site -d 'Change at most one Package Server of each site at a time'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l wait -d 'Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without it only the next stage is changed'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l force -d 'Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier stage'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from reset" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show where packages are kept, and who decides it'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set where packages are kept'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Leave the decision where packages are kept to the level above'
complete -c smpctl -n "__fish_smpctl_using_subcommand storage-location; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -f -a "check" -d 'Check whether SMPs meet the precondition of a hierarchy join'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -f -a "prepare" -d 'Do what is missing for SMPs to be joined, and no more'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -f -a "release" -d 'Take back the manual assignments that `hierarchy prepare` made, and only those'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -f -a "tree" -d 'Show the hierarchy as a tree, with each SMP\'s site, its Package Servers and whether it is ready'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and not __fish_seen_subcommand_from check prepare release tree help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l ports -d 'The ports that Package Servers are tried at' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l replication -d 'Also check whether packages could be replicated: run on a Package Server of a child\'s site, it connects to the parent and to the Package Servers of the parent\'s site; elsewhere it says where to run it'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l site -d 'The site to put the SMP\'s subnet into, if it is in none; made if it does not exist' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l subnet -d 'The subnet to make around the SMP\'s address, if it is in none' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l package-server -d 'The Package Server to assign, if the site has none [default: the only one there is]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l timeout -d 'How long to wait for the join' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l force -d 'Do it even where a live server may not have told everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l release-after-join -d 'Wait until live servers are joined in the console, and then take back what was assigned for it'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from prepare" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l site -d 'The site that a Package Server was assigned to for the join, where that is not remembered here: `prepare` on a live server remembers it for the account and the computer it runs on' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l package-server -d 'The Package Server that was assigned to it (repeatable)' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l force -d 'Do it even where a site that serves clients is left without any Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l all -d 'Also undo the site and the subnet that prepare made'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from tree" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check whether SMPs meet the precondition of a hierarchy join'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from help" -f -a "prepare" -d 'Do what is missing for SMPs to be joined, and no more'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from help" -f -a "release" -d 'Take back the manual assignments that `hierarchy prepare` made, and only those'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from help" -f -a "tree" -d 'Show the hierarchy as a tree, with each SMP\'s site, its Package Servers and whether it is ready'
complete -c smpctl -n "__fish_smpctl_using_subcommand hierarchy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "init" -d 'Create an empty topology document'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "validate" -d 'Check that the topology document is valid'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "schema" -d 'Print the JSON Schema of the topology document'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "pull" -d 'Write the topology, as it is where it lives, to a document'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "plan" -d 'Show what would have to be changed to bring the topology to what a document says'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "apply" -d 'Bring the topology to what a document says'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and not __fish_seen_subcommand_from init validate schema pull plan apply help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from validate" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from schema" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from pull" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l prune -d 'Take away what the document does not mention: sites, subnets, assignments, settings'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l detailed-exit-code -d 'Exit with 3 if there is something to be changed'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from plan" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l prune -d 'Take away what the document does not mention: sites, subnets, assignments, settings'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l force -d 'Prune although the account may not see everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from apply" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "init" -d 'Create an empty topology document'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "validate" -d 'Check that the topology document is valid'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "schema" -d 'Print the JSON Schema of the topology document'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "pull" -d 'Write the topology, as it is where it lives, to a document'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "plan" -d 'Show what would have to be changed to bring the topology to what a document says'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Bring the topology to what a document says'
complete -c smpctl -n "__fish_smpctl_using_subcommand topology; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "check" -d 'Check whether a package store can be moved to a new place, changing nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "run" -d 'Move all packages to a new store, each reachable under both paths at every moment'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "retry" -d 'Make one more attempt to move what is left'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "status" -d 'Show how a relocation stands'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "resume" -d 'Put back into service what a relocation that was killed has left suspended'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "revert" -d 'Undo a relocation: bring every package back to where it came from'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "list" -d 'List every relocation that is remembered, the newest first'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "forget" -d 'Forget a relocation whose store is gone for good, or whose record is damaged'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "settings" -d 'How often automatic attempts are made, and what is known of the agent on this machine'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and not __fish_seen_subcommand_from check run retry status resume revert list forget settings help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l from -d 'The store to move [default: the agent\'s, where it can be found]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l also -d 'A further store whose packages are moved too (repeatable)' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l to -d 'The new store; it need not exist' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l accept -d 'Accept what a prerequisite refuses' -r -f -a "medium\t'A medium in memory or in a container\'s layers, or one that cannot be told; removable, optical and network media are never accepted'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l transfer -d 'How packages will be moved' -r -f -a "auto\t'Renamed within one volume, copied across'
copy\t'Copied, also within one volume'
rename\t'Renamed; a package on another volume stays'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l lossy -d 'Accept that packages lose what the new volume cannot hold (repeatable)' -r -f -a "owner\t'Owner and group; set-id bits go with them'
mode\t'Permission bits'
acl\t'Access control lists'
attributes\t'Extended attributes other than access control lists'
times\t'Times of access and modification, or their precision'
flags\t'Flags, as `chattr` sets them, and project ids'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l revert -d 'Check instead whether a relocation can be undone: that of `--to`, or the only unfinished one, else the latest'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l allow-empty -d 'Accept a store without any package'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l stop-agent -d 'The vendor\'s agent will be stopped while packages are moved'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l from -d 'The store to move [default: the agent\'s, where it can be found]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l also -d 'A further store whose packages are moved too (repeatable)' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l to -d 'The new store; made if it does not exist' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l max-attempts -d 'How many attempts to make at most [default: 3]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l interval -d 'Minutes between two attempts [default: 15]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l accept -d 'Accept what a prerequisite refuses' -r -f -a "medium\t'A medium in memory or in a container\'s layers, or one that cannot be told; removable, optical and network media are never accepted'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l transfer -d 'How packages are moved' -r -f -a "auto\t'Renamed within one volume, copied across'
copy\t'Copied, also within one volume'
rename\t'Renamed; a package on another volume stays'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l threads -d 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l on-duplicate -d 'What happens to a package that stands in several of the old stores' -r -f -a "skip\t'Linked from the first of them; none is moved'
prefer-from\t'That of the first of them is moved; the others stay where they are'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l lossy -d 'Accept that packages lose what the new volume cannot hold (repeatable)' -r -f -a "owner\t'Owner and group; set-id bits go with them'
mode\t'Permission bits'
acl\t'Access control lists'
attributes\t'Extended attributes other than access control lists'
times\t'Times of access and modification, or their precision'
flags\t'Flags, as `chattr` sets them, and project ids'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l stop-at -d 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l limit-rate -d 'Copy no faster than this, in bytes a second: `50MiB`, say' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l wait-for-readers -d 'How long to wait for processes that are still in a package\'s replaced original before its files are removed, in seconds [default: 60]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l suspend-command -d 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l switch-command -d 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l resume-command -d 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l detached -d 'What `--detach` starts is told so, with the relocation\'s id' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l package-server -d 'Have it done on this Package Server, by a task that the management server runs there; several may be named' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l task -d 'The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l parameter -d 'A parameter that the task itself defines (repeatable)' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l timeout -d 'How long to watch the task; the management server is told to wait as long' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l event-timeout -d 'How long to wait for a server\'s status event after its task has ended' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l every -d 'How often to ask the management server how it stands' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l no-wait -d 'Make one attempt and end, with exit code 4 if something is left to do'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l allow-empty -d 'Accept a store without any package'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l keep-old-links -d 'Leave a link at each package\'s old path when everything has been moved'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l verify -d 'Read the content of each copy again from the medium, and compare it with the original\'s before that goes'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l accept-volume -d 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l offline -d 'Take servers out of service while packages are moved, as the vendor\'s agent does; without it they are switched to the new path first, and clients notice nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l no-sharing -d 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l stop-agent -d 'Stop the vendor\'s agent if it runs and a store is its own, and start it again at the end'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l detach -d 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l to -d 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l relocation -d 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l from -d 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l transfer -d 'How packages are moved' -r -f -a "auto\t'Renamed within one volume, copied across'
copy\t'Copied, also within one volume'
rename\t'Renamed; a package on another volume stays'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l threads -d 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l on-duplicate -d 'What happens to a package that stands in several of the old stores' -r -f -a "skip\t'Linked from the first of them; none is moved'
prefer-from\t'That of the first of them is moved; the others stay where they are'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l lossy -d 'Accept that packages lose what the new volume cannot hold (repeatable)' -r -f -a "owner\t'Owner and group; set-id bits go with them'
mode\t'Permission bits'
acl\t'Access control lists'
attributes\t'Extended attributes other than access control lists'
times\t'Times of access and modification, or their precision'
flags\t'Flags, as `chattr` sets them, and project ids'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l stop-at -d 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l limit-rate -d 'Copy no faster than this, in bytes a second: `50MiB`, say' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l wait-for-readers -d 'How long to wait for processes that are still in a package\'s replaced original before its files are removed, in seconds [default: 60]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l suspend-command -d 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l switch-command -d 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l resume-command -d 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l detached -d 'What `--detach` starts is told so, with the relocation\'s id' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l package-server -d 'Have it done on this Package Server, by a task that the management server runs there; several may be named' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l task -d 'The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l parameter -d 'A parameter that the task itself defines (repeatable)' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l timeout -d 'How long to watch the task; the management server is told to wait as long' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l event-timeout -d 'How long to wait for a server\'s status event after its task has ended' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l every -d 'How often to ask the management server how it stands' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l automatic -d 'Count this attempt, and make it only if the maximum allows'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l keep-old-links -d 'Leave a link at each package\'s old path when everything has been moved'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l verify -d 'Read the content of each copy again from the medium, and compare it with the original\'s before that goes'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l accept-volume -d 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l offline -d 'Take servers out of service while packages are moved, as the vendor\'s agent does; without it they are switched to the new path first, and clients notice nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l no-sharing -d 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l stop-agent -d 'Stop the vendor\'s agent if it runs and a store is its own, and start it again at the end'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l detach -d 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from retry" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l to -d 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l relocation -d 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l from -d 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l package-server -d 'Show instead what this Package Server told its live management server last; several may be named' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l watch -d 'Show how far a running relocation is until it ends; Ctrl-C ends the watching only'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l event -d 'Print the event that tells the management server of the last attempt (docs/events.md)'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l all -d 'Show instead what every Package Server told its live management server last'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l to -d 'Only that of the relocation to this new store' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l relocation -d 'Only that of the relocation with this id, or beginning of an id' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l forget -d 'Put nothing back, only forget it: it has been done by hand'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from resume" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l to -d 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l relocation -d 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l from -d 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l transfer -d 'How packages are moved' -r -f -a "auto\t'Renamed within one volume, copied across'
copy\t'Copied, also within one volume'
rename\t'Renamed; a package on another volume stays'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l threads -d 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l on-duplicate -d 'What happens to a package that stands in several of the old stores' -r -f -a "skip\t'Linked from the first of them; none is moved'
prefer-from\t'That of the first of them is moved; the others stay where they are'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l lossy -d 'Accept that packages lose what the new volume cannot hold (repeatable)' -r -f -a "owner\t'Owner and group; set-id bits go with them'
mode\t'Permission bits'
acl\t'Access control lists'
attributes\t'Extended attributes other than access control lists'
times\t'Times of access and modification, or their precision'
flags\t'Flags, as `chattr` sets them, and project ids'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l stop-at -d 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l limit-rate -d 'Copy no faster than this, in bytes a second: `50MiB`, say' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l wait-for-readers -d 'How long to wait for processes that are still in a package\'s replaced original before its files are removed, in seconds [default: 60]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l suspend-command -d 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l switch-command -d 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l resume-command -d 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l detached -d 'What `--detach` starts is told so, with the relocation\'s id' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l all -d 'Bring every package of the new store to the old one, also those of which nothing says that they came from it'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l keep-old-links -d 'Leave a link at each package\'s old path when everything has been moved'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l verify -d 'Read the content of each copy again from the medium, and compare it with the original\'s before that goes'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l accept-volume -d 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l offline -d 'Take servers out of service while packages are moved, as the vendor\'s agent does; without it they are switched to the new path first, and clients notice nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l no-sharing -d 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l stop-agent -d 'Stop the vendor\'s agent if it runs and a store is its own, and start it again at the end'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l detach -d 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from revert" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l to -d 'The new store of the relocation' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l relocation -d 'The relocation\'s id or the beginning of it, as `smpctl relocation list` shows it' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l force -d 'Forget it although it is unfinished and all its stores are there'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from forget" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -f -a "show" -d 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -f -a "set" -d 'Set how often automatic attempts are made'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from settings" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check whether a package store can be moved to a new place, changing nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "run" -d 'Move all packages to a new store, each reachable under both paths at every moment'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "retry" -d 'Make one more attempt to move what is left'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show how a relocation stands'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Put back into service what a relocation that was killed has left suspended'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "revert" -d 'Undo a relocation: bring every package back to where it came from'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "list" -d 'List every relocation that is remembered, the newest first'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "forget" -d 'Forget a relocation whose store is gone for good, or whose record is damaged'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "settings" -d 'How often automatic attempts are made, and what is known of the agent on this machine'
complete -c smpctl -n "__fish_smpctl_using_subcommand relocation; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -f -a "update" -d 'Make the agent fetch its policies now, and with them a new storage location'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and not __fish_seen_subcommand_from update help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l inventory -d 'Make it send its basic inventory, too'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from help" -f -a "update" -d 'Make the agent fetch its policies now, and with them a new storage location'
complete -c smpctl -n "__fish_smpctl_using_subcommand agent; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "add" -d 'Add a live server'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "list" -d 'List the live servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "use" -d 'Choose the live server that commands work on'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "check" -d 'Check a live server: who signs in, what was found there and how, and what is missing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "password" -d 'Keep the password of a context\'s account in the keyring, or forget it'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "remove" -d 'Forget a live server, and its password in the keyring'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and not __fish_seen_subcommand_from add list use check password remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l url -d 'Where it is' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l as -d 'The name of the SMP [default: the context\'s]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l parent -d 'The SMP it is, or is to be, joined to as a child' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l user -d 'The account that signs in, as DOMAIN\\name, name@domain or a name alone' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l sign-in -d 'How to sign in [default: the strongest that the server offers]' -r -f -a "auto\t'The strongest that the server offers'
ntlm\t'NTLM under its own name'
negotiate\t'Kerberos, else NTLM under the name of Negotiate'
kerberos\t'Kerberos and nothing else'
basic\t'The password itself, over TLS'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l credentials-file -d 'A file that only its owner can read, with the account and the password on a line each' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l ca-certificate -d 'A file with certificates of authorities that are trusted beside the system\'s, in PEM form' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l timeout -d 'The longest that one request may take' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l address -d 'An address of the SMP, if the server does not tell it; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l administrator -d 'Whether the account has the role Symantec Administrators, if the server does not tell it' -r -f -a "true\t''
false\t''"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l keyring -d 'Keep the password in the keyring'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l insecure -d 'Trust any certificate; every command then warns'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l no-check -d 'Add it without trying it'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l none -d 'None: commands work on the topology document again'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from use" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l forget -d 'Forget it'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from password" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a live server'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the live servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "use" -d 'Choose the live server that commands work on'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a live server: who signs in, what was found there and how, and what is missing'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "password" -d 'Keep the password of a context\'s account in the keyring, or forget it'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Forget a live server, and its password in the keyring'
complete -c smpctl -n "__fish_smpctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand completions" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l topology -d 'The topology document to work on [default: the context in use, else the one in the data directory]' -r -F
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l context -d 'The live server to work on, by the name of its context; may be repeated' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l smp -d 'The management server (SMP) meant; needed only if there are several' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -s o -l output -d 'The form results are printed in' -r -f -a "table\t'For people'
json\t'One JSON document'
csv\t'Comma-separated values with a header; nested fields are joined with `;`'
junit\t'JUnit XML, for checks in CI'"
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l concurrency -d 'How many requests are made at once to a live server [default: 8]' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -s y -l yes -d 'Answer every question with yes; where a number is asked for, with that number' -r
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l progress -d 'How progress is shown' -r -f -a "auto\t'Bars on a terminal, plain lines elsewhere'
bar\t'Bars'
plain\t'A plain line every few seconds: for logs and screen readers'
json\t'One JSON object a line, on stderr'
none\t'Nothing'"
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -l dry-run -d 'Show what would be done and change nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -s q -l quiet -d 'Say only what is asked for, and errors'
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -s v -l verbose -d 'Say more; twice for debugging, three times for everything'
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smpctl -n "__fish_smpctl_using_subcommand generate" -s V -l version -d 'Print version'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "demo" -d 'Show the whole job on throw-away data, explained as it goes'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "smp" -d 'Management servers (SMPs)'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "site" -d 'Sites'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "subnet" -d 'Subnets, and who is offered which Package Servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "package-server" -d 'Package Servers and their assignment to sites'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "storage-location" -d 'Where Package Servers keep their packages: the SMP\'s setting, and the override of one server'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "hierarchy" -d 'Get management servers ready to be joined in a hierarchy'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "topology" -d 'The topology as a whole, and as a document'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "relocation" -d 'Move a package store to another drive, safely and without downtime'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "agent" -d 'The vendor\'s agent on this machine'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "context" -d 'The live servers that commands can work on, by name'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "completions" -d 'Print the completion script for a shell'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "generate" -d 'Write completions and man pages into a directory'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and not __fish_seen_subcommand_from demo smp site subnet package-server storage-location hierarchy topology relocation agent context completions generate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from smp" -f -a "add" -d 'Add a management server'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from smp" -f -a "list" -d 'List the management servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from smp" -f -a "show" -d 'Show one management server'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from smp" -f -a "remove" -d 'Forget a management server, with its sites, subnets and Package Servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from site" -f -a "create" -d 'Create a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from site" -f -a "list" -d 'List the sites, with the subnets and Package Servers that belong to each'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from site" -f -a "show" -d 'Show one site, with all subnets and Package Servers that belong to it'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from site" -f -a "rename" -d 'Give a site another name; everything assigned to it stays'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from site" -f -a "delete" -d 'Delete a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "create" -d 'Create a subnet'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "list" -d 'List the subnets as a tree, with the site each belongs to'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "assign" -d 'Assign a subnet to a site, explicitly'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "release" -d 'Take back a subnet\'s explicit assignment'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "delete" -d 'Delete a subnet'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "locate" -d 'Find the subnet and site of an address, and the Package Servers that a client there is offered'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from subnet" -f -a "import" -d 'Create and assign many subnets from a CSV file, as one change'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from package-server" -f -a "add" -d 'Add a Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from package-server" -f -a "list" -d 'List the Package Servers, and the sites each is in'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from package-server" -f -a "show" -d 'Show one Package Server'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from package-server" -f -a "assign" -d 'Manually assign a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from package-server" -f -a "unassign" -d 'Take back the manual assignment of a Package Server to a site'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from package-server" -f -a "remove" -d 'Forget a Package Server, with its manual assignments'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from storage-location" -f -a "show" -d 'Show where packages are kept, and who decides it'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from storage-location" -f -a "set" -d 'Set where packages are kept'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from storage-location" -f -a "reset" -d 'Leave the decision where packages are kept to the level above'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from hierarchy" -f -a "check" -d 'Check whether SMPs meet the precondition of a hierarchy join'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from hierarchy" -f -a "prepare" -d 'Do what is missing for SMPs to be joined, and no more'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from hierarchy" -f -a "release" -d 'Take back the manual assignments that `hierarchy prepare` made, and only those'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from hierarchy" -f -a "tree" -d 'Show the hierarchy as a tree, with each SMP\'s site, its Package Servers and whether it is ready'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from topology" -f -a "init" -d 'Create an empty topology document'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from topology" -f -a "validate" -d 'Check that the topology document is valid'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from topology" -f -a "schema" -d 'Print the JSON Schema of the topology document'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from topology" -f -a "pull" -d 'Write the topology, as it is where it lives, to a document'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from topology" -f -a "plan" -d 'Show what would have to be changed to bring the topology to what a document says'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from topology" -f -a "apply" -d 'Bring the topology to what a document says'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "check" -d 'Check whether a package store can be moved to a new place, changing nothing'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "run" -d 'Move all packages to a new store, each reachable under both paths at every moment'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "retry" -d 'Make one more attempt to move what is left'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "status" -d 'Show how a relocation stands'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "resume" -d 'Put back into service what a relocation that was killed has left suspended'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "revert" -d 'Undo a relocation: bring every package back to where it came from'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "list" -d 'List every relocation that is remembered, the newest first'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "forget" -d 'Forget a relocation whose store is gone for good, or whose record is damaged'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from relocation" -f -a "settings" -d 'How often automatic attempts are made, and what is known of the agent on this machine'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from agent" -f -a "update" -d 'Make the agent fetch its policies now, and with them a new storage location'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "add" -d 'Add a live server'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "list" -d 'List the live servers'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "use" -d 'Choose the live server that commands work on'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "check" -d 'Check a live server: who signs in, what was found there and how, and what is missing'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "password" -d 'Keep the password of a context\'s account in the keyring, or forget it'
complete -c smpctl -n "__fish_smpctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "remove" -d 'Forget a live server, and its password in the keyring'
