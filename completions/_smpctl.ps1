
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'smpctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'smpctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'smpctl' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the whole job on throw-away data, explained as it goes')
            [CompletionResult]::new('smp', 'smp', [CompletionResultType]::ParameterValue, 'Management servers (SMPs)')
            [CompletionResult]::new('site', 'site', [CompletionResultType]::ParameterValue, 'Sites')
            [CompletionResult]::new('subnet', 'subnet', [CompletionResultType]::ParameterValue, 'Subnets, and who is offered which Package Servers')
            [CompletionResult]::new('package-server', 'package-server', [CompletionResultType]::ParameterValue, 'Package Servers and their assignment to sites')
            [CompletionResult]::new('ps', 'ps', [CompletionResultType]::ParameterValue, 'Package Servers and their assignment to sites')
            [CompletionResult]::new('storage-location', 'storage-location', [CompletionResultType]::ParameterValue, 'Where Package Servers keep their packages: the SMP''s setting, and the override of one server')
            [CompletionResult]::new('hierarchy', 'hierarchy', [CompletionResultType]::ParameterValue, 'Get management servers ready to be joined in a hierarchy')
            [CompletionResult]::new('topology', 'topology', [CompletionResultType]::ParameterValue, 'The topology as a whole, and as a document')
            [CompletionResult]::new('relocation', 'relocation', [CompletionResultType]::ParameterValue, 'Move a package store to another drive, safely and without downtime')
            [CompletionResult]::new('agent', 'agent', [CompletionResultType]::ParameterValue, 'The vendor''s agent on this machine')
            [CompletionResult]::new('context', 'context', [CompletionResultType]::ParameterValue, 'The live servers that commands can work on, by name')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write completions and man pages into a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;demo' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;smp' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a management server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the management servers')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one management server')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a management server, with its sites, subnets and Package Servers')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;smp;add' {
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'An IP address of it; may be repeated, or several joined with commas')
            [CompletionResult]::new('--parent', '--parent', [CompletionResultType]::ParameterName, 'The SMP it is, or is to be, joined to as a child')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The address of its web services')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;smp;list' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;smp;show' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;smp;remove' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Also if it is the parent of others, which are then left without one')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;smp;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a management server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the management servers')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one management server')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a management server, with its sites, subnets and Package Servers')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;smp;help;add' {
            break
        }
        'smpctl;smp;help;list' {
            break
        }
        'smpctl;smp;help;show' {
            break
        }
        'smpctl;smp;help;remove' {
            break
        }
        'smpctl;smp;help;help' {
            break
        }
        'smpctl;site' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a site')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the sites, with the subnets and Package Servers that belong to each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one site, with all subnets and Package Servers that belong to it')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a site another name; everything assigned to it stays')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a site')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;site;create' {
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What it is')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;site;list' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;site;show' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;site;rename' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;site;delete' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Release its subnets and un-assign its Package Servers first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;site;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a site')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the sites, with the subnets and Package Servers that belong to each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one site, with all subnets and Package Servers that belong to it')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a site another name; everything assigned to it stays')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a site')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;site;help;create' {
            break
        }
        'smpctl;site;help;list' {
            break
        }
        'smpctl;site;help;show' {
            break
        }
        'smpctl;site;help;rename' {
            break
        }
        'smpctl;site;help;delete' {
            break
        }
        'smpctl;site;help;help' {
            break
        }
        'smpctl;subnet' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a subnet')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the subnets as a tree, with the site each belongs to')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Assign a subnet to a site, explicitly')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Take back a subnet''s explicit assignment')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a subnet')
            [CompletionResult]::new('locate', 'locate', [CompletionResultType]::ParameterValue, 'Find the subnet and site of an address, and the Package Servers that a client there is offered')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Create and assign many subnets from a CSV file, as one change')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;subnet;create' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site to assign it to')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;list' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;assign' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site; picked from a list if it is missing')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;release' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;delete' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;locate' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;import' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--create-sites', '--create-sites', [CompletionResultType]::ParameterName, 'Create sites that are not there yet')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;subnet;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a subnet')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the subnets as a tree, with the site each belongs to')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Assign a subnet to a site, explicitly')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Take back a subnet''s explicit assignment')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a subnet')
            [CompletionResult]::new('locate', 'locate', [CompletionResultType]::ParameterValue, 'Find the subnet and site of an address, and the Package Servers that a client there is offered')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Create and assign many subnets from a CSV file, as one change')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;subnet;help;create' {
            break
        }
        'smpctl;subnet;help;list' {
            break
        }
        'smpctl;subnet;help;assign' {
            break
        }
        'smpctl;subnet;help;release' {
            break
        }
        'smpctl;subnet;help;delete' {
            break
        }
        'smpctl;subnet;help;locate' {
            break
        }
        'smpctl;subnet;help;import' {
            break
        }
        'smpctl;subnet;help;help' {
            break
        }
        'smpctl;package-server' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a Package Server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the Package Servers, and the sites each is in')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one Package Server')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Manually assign a Package Server to a site')
            [CompletionResult]::new('unassign', 'unassign', [CompletionResultType]::ParameterValue, 'Take back the manual assignment of a Package Server to a site')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a Package Server, with its manual assignments')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;ps' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a Package Server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the Package Servers, and the sites each is in')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one Package Server')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Manually assign a Package Server to a site')
            [CompletionResult]::new('unassign', 'unassign', [CompletionResultType]::ParameterValue, 'Take back the manual assignment of a Package Server to a site')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a Package Server, with its manual assignments')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;package-server;add' {
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'An IP address of it; may be repeated, or several joined with commas')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--constrained', '--constrained', [CompletionResultType]::ParameterName, 'It downloads only from Package Servers of its sites, never from the SMP')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;ps;add' {
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'An IP address of it; may be repeated, or several joined with commas')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--constrained', '--constrained', [CompletionResultType]::ParameterName, 'It downloads only from Package Servers of its sites, never from the SMP')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;package-server;list' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'Only those of this site')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;ps;list' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'Only those of this site')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;package-server;show' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;ps;show' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;package-server;assign' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site; picked from a list if it is missing')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;ps;assign' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site; picked from a list if it is missing')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;package-server;unassign' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site; picked from a list if it is missing')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;ps;unassign' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site; picked from a list if it is missing')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;package-server;remove' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;ps;remove' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;package-server;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a Package Server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the Package Servers, and the sites each is in')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one Package Server')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Manually assign a Package Server to a site')
            [CompletionResult]::new('unassign', 'unassign', [CompletionResultType]::ParameterValue, 'Take back the manual assignment of a Package Server to a site')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a Package Server, with its manual assignments')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;package-server;help;add' {
            break
        }
        'smpctl;package-server;help;list' {
            break
        }
        'smpctl;package-server;help;show' {
            break
        }
        'smpctl;package-server;help;assign' {
            break
        }
        'smpctl;package-server;help;unassign' {
            break
        }
        'smpctl;package-server;help;remove' {
            break
        }
        'smpctl;package-server;help;help' {
            break
        }
        'smpctl;ps;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a Package Server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the Package Servers, and the sites each is in')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one Package Server')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Manually assign a Package Server to a site')
            [CompletionResult]::new('unassign', 'unassign', [CompletionResultType]::ParameterValue, 'Take back the manual assignment of a Package Server to a site')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a Package Server, with its manual assignments')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;ps;help;add' {
            break
        }
        'smpctl;ps;help;list' {
            break
        }
        'smpctl;ps;help;show' {
            break
        }
        'smpctl;ps;help;assign' {
            break
        }
        'smpctl;ps;help;unassign' {
            break
        }
        'smpctl;ps;help;remove' {
            break
        }
        'smpctl;ps;help;help' {
            break
        }
        'smpctl;storage-location' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show where packages are kept, and who decides it')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set where packages are kept')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Leave the decision where packages are kept to the level above')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;storage-location;show' {
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'Only for this Package Server')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;storage-location;set' {
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'Only for this Package Server; several may be named')
            [CompletionResult]::new('--windows', '--windows', [CompletionResultType]::ParameterName, 'The folder on Windows Package Servers, like D:\Packages')
            [CompletionResult]::new('--ulm', '--ulm', [CompletionResultType]::ParameterName, 'The folder on UNIX, Linux and Mac Package Servers, like /srv/packages')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'Change so many Package Servers at a time')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for each stage')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often to ask the management server')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--one-per-site', '--one-per-site', [CompletionResultType]::ParameterName, 'Change at most one Package Server of each site at a time')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without it only the next stage is changed')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier stage')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;storage-location;reset' {
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'Only for this Package Server; several may be named')
            [CompletionResult]::new('--restore', '--restore', [CompletionResultType]::ParameterName, 'Put a live server''s policy back as it was saved before a change; with `--package-server`, the one that it has of its own')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'Change so many Package Servers at a time')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for each stage')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often to ask the management server')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--windows', '--windows', [CompletionResultType]::ParameterName, 'Reset the setting for Windows Package Servers')
            [CompletionResult]::new('--ulm', '--ulm', [CompletionResultType]::ParameterName, 'Reset the setting for UNIX, Linux and Mac Package Servers')
            [CompletionResult]::new('--one-per-site', '--one-per-site', [CompletionResultType]::ParameterName, 'Change at most one Package Server of each site at a time')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without it only the next stage is changed')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier stage')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;storage-location;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show where packages are kept, and who decides it')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set where packages are kept')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Leave the decision where packages are kept to the level above')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;storage-location;help;show' {
            break
        }
        'smpctl;storage-location;help;set' {
            break
        }
        'smpctl;storage-location;help;reset' {
            break
        }
        'smpctl;storage-location;help;help' {
            break
        }
        'smpctl;hierarchy' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether SMPs meet the precondition of a hierarchy join')
            [CompletionResult]::new('prepare', 'prepare', [CompletionResultType]::ParameterValue, 'Do what is missing for SMPs to be joined, and no more')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Take back the manual assignments that `hierarchy prepare` made, and only those')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show the hierarchy as a tree, with each SMP''s site, its Package Servers and whether it is ready')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;hierarchy;check' {
            [CompletionResult]::new('--ports', '--ports', [CompletionResultType]::ParameterName, 'The ports that Package Servers are tried at')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--replication', '--replication', [CompletionResultType]::ParameterName, 'Also check whether packages could be replicated: run on a Package Server of a child''s site, it connects to the parent and to the Package Servers of the parent''s site; elsewhere it says where to run it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;hierarchy;prepare' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site to put the SMP''s subnet into, if it is in none; made if it does not exist')
            [CompletionResult]::new('--subnet', '--subnet', [CompletionResultType]::ParameterName, 'The subnet to make around the SMP''s address, if it is in none')
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'The Package Server to assign, if the site has none [default: the only one there is]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the join')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do it even where a live server may not have told everything')
            [CompletionResult]::new('--release-after-join', '--release-after-join', [CompletionResultType]::ParameterName, 'Wait until live servers are joined in the console, and then take back what was assigned for it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;hierarchy;release' {
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site that a Package Server was assigned to for the join, where that is not remembered here: `prepare` on a live server remembers it for the account and the computer it runs on')
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'The Package Server that was assigned to it (repeatable)')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do it even where a site that serves clients is left without any Package Server')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also undo the site and the subnet that prepare made')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;hierarchy;tree' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;hierarchy;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether SMPs meet the precondition of a hierarchy join')
            [CompletionResult]::new('prepare', 'prepare', [CompletionResultType]::ParameterValue, 'Do what is missing for SMPs to be joined, and no more')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Take back the manual assignments that `hierarchy prepare` made, and only those')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show the hierarchy as a tree, with each SMP''s site, its Package Servers and whether it is ready')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;hierarchy;help;check' {
            break
        }
        'smpctl;hierarchy;help;prepare' {
            break
        }
        'smpctl;hierarchy;help;release' {
            break
        }
        'smpctl;hierarchy;help;tree' {
            break
        }
        'smpctl;hierarchy;help;help' {
            break
        }
        'smpctl;topology' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create an empty topology document')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check that the topology document is valid')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the topology document')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Write the topology, as it is where it lives, to a document')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would have to be changed to bring the topology to what a document says')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring the topology to what a document says')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;topology;init' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;topology;validate' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;topology;schema' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;topology;pull' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;topology;plan' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Take away what the document does not mention: sites, subnets, assignments, settings')
            [CompletionResult]::new('--detailed-exit-code', '--detailed-exit-code', [CompletionResultType]::ParameterName, 'Exit with 3 if there is something to be changed')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;topology;apply' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Take away what the document does not mention: sites, subnets, assignments, settings')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Prune although the account may not see everything')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;topology;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create an empty topology document')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check that the topology document is valid')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the topology document')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Write the topology, as it is where it lives, to a document')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would have to be changed to bring the topology to what a document says')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring the topology to what a document says')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;topology;help;init' {
            break
        }
        'smpctl;topology;help;validate' {
            break
        }
        'smpctl;topology;help;schema' {
            break
        }
        'smpctl;topology;help;pull' {
            break
        }
        'smpctl;topology;help;plan' {
            break
        }
        'smpctl;topology;help;apply' {
            break
        }
        'smpctl;topology;help;help' {
            break
        }
        'smpctl;relocation' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether a package store can be moved to a new place, changing nothing')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Move all packages to a new store, each reachable under both paths at every moment')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Make one more attempt to move what is left')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how a relocation stands')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Put back into service what a relocation that was killed has left suspended')
            [CompletionResult]::new('revert', 'revert', [CompletionResultType]::ParameterValue, 'Undo a relocation: bring every package back to where it came from')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every relocation that is remembered, the newest first')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget a relocation whose store is gone for good, or whose record is damaged')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'How often automatic attempts are made, and what is known of the agent on this machine')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;relocation;check' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The store to move [default: the agent''s, where it can be found]')
            [CompletionResult]::new('--also', '--also', [CompletionResultType]::ParameterName, 'A further store whose packages are moved too (repeatable)')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The new store; it need not exist')
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Accept what a prerequisite refuses')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'How packages will be moved')
            [CompletionResult]::new('--lossy', '--lossy', [CompletionResultType]::ParameterName, 'Accept that packages lose what the new volume cannot hold (repeatable)')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--revert', '--revert', [CompletionResultType]::ParameterName, 'Check instead whether a relocation can be undone: that of `--to`, or the only unfinished one, else the latest')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Accept a store without any package')
            [CompletionResult]::new('--stop-agent', '--stop-agent', [CompletionResultType]::ParameterName, 'The vendor''s agent will be stopped while packages are moved')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;run' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The store to move [default: the agent''s, where it can be found]')
            [CompletionResult]::new('--also', '--also', [CompletionResultType]::ParameterName, 'A further store whose packages are moved too (repeatable)')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The new store; made if it does not exist')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'How many attempts to make at most [default: 3]')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Minutes between two attempts [default: 15]')
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Accept what a prerequisite refuses')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'How packages are moved')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]')
            [CompletionResult]::new('--on-duplicate', '--on-duplicate', [CompletionResultType]::ParameterName, 'What happens to a package that stands in several of the old stores')
            [CompletionResult]::new('--lossy', '--lossy', [CompletionResultType]::ParameterName, 'Accept that packages lose what the new volume cannot hold (repeatable)')
            [CompletionResult]::new('--stop-at', '--stop-at', [CompletionResultType]::ParameterName, 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Copy no faster than this, in bytes a second: `50MiB`, say')
            [CompletionResult]::new('--wait-for-readers', '--wait-for-readers', [CompletionResultType]::ParameterName, 'How long to wait for processes that are still in a package''s replaced original before its files are removed, in seconds [default: 60]')
            [CompletionResult]::new('--suspend-command', '--suspend-command', [CompletionResultType]::ParameterName, 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`')
            [CompletionResult]::new('--switch-command', '--switch-command', [CompletionResultType]::ParameterName, 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command')
            [CompletionResult]::new('--resume-command', '--resume-command', [CompletionResultType]::ParameterName, 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'What `--detach` starts is told so, with the relocation''s id')
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'Have it done on this Package Server, by a task that the management server runs there; several may be named')
            [CompletionResult]::new('--task', '--task', [CompletionResultType]::ParameterName, 'The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A parameter that the task itself defines (repeatable)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to watch the task; the management server is told to wait as long')
            [CompletionResult]::new('--event-timeout', '--event-timeout', [CompletionResultType]::ParameterName, 'How long to wait for a server''s status event after its task has ended')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often to ask the management server how it stands')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Make one attempt and end, with exit code 4 if something is left to do')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Accept a store without any package')
            [CompletionResult]::new('--keep-old-links', '--keep-old-links', [CompletionResultType]::ParameterName, 'Leave a link at each package''s old path when everything has been moved')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read the content of each copy again from the medium, and compare it with the original''s before that goes')
            [CompletionResult]::new('--accept-volume', '--accept-volume', [CompletionResultType]::ParameterName, 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Take servers out of service while packages are moved, as the vendor''s agent does; without it they are switched to the new path first, and clients notice nothing')
            [CompletionResult]::new('--no-sharing', '--no-sharing', [CompletionResultType]::ParameterName, 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so')
            [CompletionResult]::new('--stop-agent', '--stop-agent', [CompletionResultType]::ParameterName, 'Stop the vendor''s agent if it runs and a store is its own, and start it again at the end')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;retry' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]')
            [CompletionResult]::new('--relocation', '--relocation', [CompletionResultType]::ParameterName, 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'How packages are moved')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]')
            [CompletionResult]::new('--on-duplicate', '--on-duplicate', [CompletionResultType]::ParameterName, 'What happens to a package that stands in several of the old stores')
            [CompletionResult]::new('--lossy', '--lossy', [CompletionResultType]::ParameterName, 'Accept that packages lose what the new volume cannot hold (repeatable)')
            [CompletionResult]::new('--stop-at', '--stop-at', [CompletionResultType]::ParameterName, 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Copy no faster than this, in bytes a second: `50MiB`, say')
            [CompletionResult]::new('--wait-for-readers', '--wait-for-readers', [CompletionResultType]::ParameterName, 'How long to wait for processes that are still in a package''s replaced original before its files are removed, in seconds [default: 60]')
            [CompletionResult]::new('--suspend-command', '--suspend-command', [CompletionResultType]::ParameterName, 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`')
            [CompletionResult]::new('--switch-command', '--switch-command', [CompletionResultType]::ParameterName, 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command')
            [CompletionResult]::new('--resume-command', '--resume-command', [CompletionResultType]::ParameterName, 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'What `--detach` starts is told so, with the relocation''s id')
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'Have it done on this Package Server, by a task that the management server runs there; several may be named')
            [CompletionResult]::new('--task', '--task', [CompletionResultType]::ParameterName, 'The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A parameter that the task itself defines (repeatable)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to watch the task; the management server is told to wait as long')
            [CompletionResult]::new('--event-timeout', '--event-timeout', [CompletionResultType]::ParameterName, 'How long to wait for a server''s status event after its task has ended')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often to ask the management server how it stands')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--automatic', '--automatic', [CompletionResultType]::ParameterName, 'Count this attempt, and make it only if the maximum allows')
            [CompletionResult]::new('--keep-old-links', '--keep-old-links', [CompletionResultType]::ParameterName, 'Leave a link at each package''s old path when everything has been moved')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read the content of each copy again from the medium, and compare it with the original''s before that goes')
            [CompletionResult]::new('--accept-volume', '--accept-volume', [CompletionResultType]::ParameterName, 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Take servers out of service while packages are moved, as the vendor''s agent does; without it they are switched to the new path first, and clients notice nothing')
            [CompletionResult]::new('--no-sharing', '--no-sharing', [CompletionResultType]::ParameterName, 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so')
            [CompletionResult]::new('--stop-agent', '--stop-agent', [CompletionResultType]::ParameterName, 'Stop the vendor''s agent if it runs and a store is its own, and start it again at the end')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;status' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]')
            [CompletionResult]::new('--relocation', '--relocation', [CompletionResultType]::ParameterName, 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]')
            [CompletionResult]::new('--package-server', '--package-server', [CompletionResultType]::ParameterName, 'Show instead what this Package Server told its live management server last; several may be named')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Show how far a running relocation is until it ends; Ctrl-C ends the watching only')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Print the event that tells the management server of the last attempt (docs/events.md)')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show instead what every Package Server told its live management server last')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;resume' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Only that of the relocation to this new store')
            [CompletionResult]::new('--relocation', '--relocation', [CompletionResultType]::ParameterName, 'Only that of the relocation with this id, or beginning of an id')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--forget', '--forget', [CompletionResultType]::ParameterName, 'Put nothing back, only forget it: it has been done by hand')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;revert' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]')
            [CompletionResult]::new('--relocation', '--relocation', [CompletionResultType]::ParameterName, 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'How packages are moved')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]')
            [CompletionResult]::new('--on-duplicate', '--on-duplicate', [CompletionResultType]::ParameterName, 'What happens to a package that stands in several of the old stores')
            [CompletionResult]::new('--lossy', '--lossy', [CompletionResultType]::ParameterName, 'Accept that packages lose what the new volume cannot hold (repeatable)')
            [CompletionResult]::new('--stop-at', '--stop-at', [CompletionResultType]::ParameterName, 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Copy no faster than this, in bytes a second: `50MiB`, say')
            [CompletionResult]::new('--wait-for-readers', '--wait-for-readers', [CompletionResultType]::ParameterName, 'How long to wait for processes that are still in a package''s replaced original before its files are removed, in seconds [default: 60]')
            [CompletionResult]::new('--suspend-command', '--suspend-command', [CompletionResultType]::ParameterName, 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`')
            [CompletionResult]::new('--switch-command', '--switch-command', [CompletionResultType]::ParameterName, 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command')
            [CompletionResult]::new('--resume-command', '--resume-command', [CompletionResultType]::ParameterName, 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'What `--detach` starts is told so, with the relocation''s id')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Bring every package of the new store to the old one, also those of which nothing says that they came from it')
            [CompletionResult]::new('--keep-old-links', '--keep-old-links', [CompletionResultType]::ParameterName, 'Leave a link at each package''s old path when everything has been moved')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read the content of each copy again from the medium, and compare it with the original''s before that goes')
            [CompletionResult]::new('--accept-volume', '--accept-volume', [CompletionResultType]::ParameterName, 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Take servers out of service while packages are moved, as the vendor''s agent does; without it they are switched to the new path first, and clients notice nothing')
            [CompletionResult]::new('--no-sharing', '--no-sharing', [CompletionResultType]::ParameterName, 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so')
            [CompletionResult]::new('--stop-agent', '--stop-agent', [CompletionResultType]::ParameterName, 'Stop the vendor''s agent if it runs and a store is its own, and start it again at the end')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;list' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;forget' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The new store of the relocation')
            [CompletionResult]::new('--relocation', '--relocation', [CompletionResultType]::ParameterName, 'The relocation''s id or the beginning of it, as `smpctl relocation list` shows it')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Forget it although it is unfinished and all its stores are there')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;settings' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set how often automatic attempts are made')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;relocation;settings;show' {
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'As `run` would take it')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'As `run` would take it')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;settings;set' {
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'How many automatic attempts are made at most, 1 to 1000')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Minutes between two of them, at most 10080')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;relocation;settings;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set how often automatic attempts are made')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;relocation;settings;help;show' {
            break
        }
        'smpctl;relocation;settings;help;set' {
            break
        }
        'smpctl;relocation;settings;help;help' {
            break
        }
        'smpctl;relocation;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether a package store can be moved to a new place, changing nothing')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Move all packages to a new store, each reachable under both paths at every moment')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Make one more attempt to move what is left')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how a relocation stands')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Put back into service what a relocation that was killed has left suspended')
            [CompletionResult]::new('revert', 'revert', [CompletionResultType]::ParameterValue, 'Undo a relocation: bring every package back to where it came from')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every relocation that is remembered, the newest first')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget a relocation whose store is gone for good, or whose record is damaged')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'How often automatic attempts are made, and what is known of the agent on this machine')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;relocation;help;check' {
            break
        }
        'smpctl;relocation;help;run' {
            break
        }
        'smpctl;relocation;help;retry' {
            break
        }
        'smpctl;relocation;help;status' {
            break
        }
        'smpctl;relocation;help;resume' {
            break
        }
        'smpctl;relocation;help;revert' {
            break
        }
        'smpctl;relocation;help;list' {
            break
        }
        'smpctl;relocation;help;forget' {
            break
        }
        'smpctl;relocation;help;settings' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set how often automatic attempts are made')
            break
        }
        'smpctl;relocation;help;settings;show' {
            break
        }
        'smpctl;relocation;help;settings;set' {
            break
        }
        'smpctl;relocation;help;help' {
            break
        }
        'smpctl;agent' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Make the agent fetch its policies now, and with them a new storage location')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;agent;update' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--inventory', '--inventory', [CompletionResultType]::ParameterName, 'Make it send its basic inventory, too')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;agent;help' {
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Make the agent fetch its policies now, and with them a new storage location')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;agent;help;update' {
            break
        }
        'smpctl;agent;help;help' {
            break
        }
        'smpctl;context' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a live server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the live servers')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Choose the live server that commands work on')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a live server: who signs in, what was found there and how, and what is missing')
            [CompletionResult]::new('password', 'password', [CompletionResultType]::ParameterValue, 'Keep the password of a context''s account in the keyring, or forget it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a live server, and its password in the keyring')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;context;add' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Where it is')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'The name of the SMP [default: the context''s]')
            [CompletionResult]::new('--parent', '--parent', [CompletionResultType]::ParameterName, 'The SMP it is, or is to be, joined to as a child')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The account that signs in, as DOMAIN\name, name@domain or a name alone')
            [CompletionResult]::new('--sign-in', '--sign-in', [CompletionResultType]::ParameterName, 'How to sign in [default: the strongest that the server offers]')
            [CompletionResult]::new('--credentials-file', '--credentials-file', [CompletionResultType]::ParameterName, 'A file that only its owner can read, with the account and the password on a line each')
            [CompletionResult]::new('--ca-certificate', '--ca-certificate', [CompletionResultType]::ParameterName, 'A file with certificates of authorities that are trusted beside the system''s, in PEM form')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'The longest that one request may take')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'An address of the SMP, if the server does not tell it; may be repeated')
            [CompletionResult]::new('--administrator', '--administrator', [CompletionResultType]::ParameterName, 'Whether the account has the role Symantec Administrators, if the server does not tell it')
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'Keep the password in the keyring')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Trust any certificate; every command then warns')
            [CompletionResult]::new('--no-check', '--no-check', [CompletionResultType]::ParameterName, 'Add it without trying it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;context;list' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;context;use' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--none', '--none', [CompletionResultType]::ParameterName, 'None: commands work on the topology document again')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;context;check' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;context;password' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--forget', '--forget', [CompletionResultType]::ParameterName, 'Forget it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;context;remove' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;context;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a live server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the live servers')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Choose the live server that commands work on')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a live server: who signs in, what was found there and how, and what is missing')
            [CompletionResult]::new('password', 'password', [CompletionResultType]::ParameterValue, 'Keep the password of a context''s account in the keyring, or forget it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a live server, and its password in the keyring')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;context;help;add' {
            break
        }
        'smpctl;context;help;list' {
            break
        }
        'smpctl;context;help;use' {
            break
        }
        'smpctl;context;help;check' {
            break
        }
        'smpctl;context;help;password' {
            break
        }
        'smpctl;context;help;remove' {
            break
        }
        'smpctl;context;help;help' {
            break
        }
        'smpctl;completions' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;generate' {
            [CompletionResult]::new('--topology', '--topology', [CompletionResultType]::ParameterName, 'The topology document to work on [default: the context in use, else the one in the data directory]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The live server to work on, by the name of its context; may be repeated')
            [CompletionResult]::new('--smp', '--smp', [CompletionResultType]::ParameterName, 'The management server (SMP) meant; needed only if there are several')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The form results are printed in')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many requests are made at once to a live server [default: 8]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes; where a number is asked for, with that number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for, and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging, three times for everything')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'smpctl;help' {
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the whole job on throw-away data, explained as it goes')
            [CompletionResult]::new('smp', 'smp', [CompletionResultType]::ParameterValue, 'Management servers (SMPs)')
            [CompletionResult]::new('site', 'site', [CompletionResultType]::ParameterValue, 'Sites')
            [CompletionResult]::new('subnet', 'subnet', [CompletionResultType]::ParameterValue, 'Subnets, and who is offered which Package Servers')
            [CompletionResult]::new('package-server', 'package-server', [CompletionResultType]::ParameterValue, 'Package Servers and their assignment to sites')
            [CompletionResult]::new('storage-location', 'storage-location', [CompletionResultType]::ParameterValue, 'Where Package Servers keep their packages: the SMP''s setting, and the override of one server')
            [CompletionResult]::new('hierarchy', 'hierarchy', [CompletionResultType]::ParameterValue, 'Get management servers ready to be joined in a hierarchy')
            [CompletionResult]::new('topology', 'topology', [CompletionResultType]::ParameterValue, 'The topology as a whole, and as a document')
            [CompletionResult]::new('relocation', 'relocation', [CompletionResultType]::ParameterValue, 'Move a package store to another drive, safely and without downtime')
            [CompletionResult]::new('agent', 'agent', [CompletionResultType]::ParameterValue, 'The vendor''s agent on this machine')
            [CompletionResult]::new('context', 'context', [CompletionResultType]::ParameterValue, 'The live servers that commands can work on, by name')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write completions and man pages into a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'smpctl;help;demo' {
            break
        }
        'smpctl;help;smp' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a management server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the management servers')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one management server')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a management server, with its sites, subnets and Package Servers')
            break
        }
        'smpctl;help;smp;add' {
            break
        }
        'smpctl;help;smp;list' {
            break
        }
        'smpctl;help;smp;show' {
            break
        }
        'smpctl;help;smp;remove' {
            break
        }
        'smpctl;help;site' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a site')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the sites, with the subnets and Package Servers that belong to each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one site, with all subnets and Package Servers that belong to it')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a site another name; everything assigned to it stays')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a site')
            break
        }
        'smpctl;help;site;create' {
            break
        }
        'smpctl;help;site;list' {
            break
        }
        'smpctl;help;site;show' {
            break
        }
        'smpctl;help;site;rename' {
            break
        }
        'smpctl;help;site;delete' {
            break
        }
        'smpctl;help;subnet' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a subnet')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the subnets as a tree, with the site each belongs to')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Assign a subnet to a site, explicitly')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Take back a subnet''s explicit assignment')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a subnet')
            [CompletionResult]::new('locate', 'locate', [CompletionResultType]::ParameterValue, 'Find the subnet and site of an address, and the Package Servers that a client there is offered')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Create and assign many subnets from a CSV file, as one change')
            break
        }
        'smpctl;help;subnet;create' {
            break
        }
        'smpctl;help;subnet;list' {
            break
        }
        'smpctl;help;subnet;assign' {
            break
        }
        'smpctl;help;subnet;release' {
            break
        }
        'smpctl;help;subnet;delete' {
            break
        }
        'smpctl;help;subnet;locate' {
            break
        }
        'smpctl;help;subnet;import' {
            break
        }
        'smpctl;help;package-server' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a Package Server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the Package Servers, and the sites each is in')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one Package Server')
            [CompletionResult]::new('assign', 'assign', [CompletionResultType]::ParameterValue, 'Manually assign a Package Server to a site')
            [CompletionResult]::new('unassign', 'unassign', [CompletionResultType]::ParameterValue, 'Take back the manual assignment of a Package Server to a site')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a Package Server, with its manual assignments')
            break
        }
        'smpctl;help;package-server;add' {
            break
        }
        'smpctl;help;package-server;list' {
            break
        }
        'smpctl;help;package-server;show' {
            break
        }
        'smpctl;help;package-server;assign' {
            break
        }
        'smpctl;help;package-server;unassign' {
            break
        }
        'smpctl;help;package-server;remove' {
            break
        }
        'smpctl;help;storage-location' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show where packages are kept, and who decides it')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set where packages are kept')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Leave the decision where packages are kept to the level above')
            break
        }
        'smpctl;help;storage-location;show' {
            break
        }
        'smpctl;help;storage-location;set' {
            break
        }
        'smpctl;help;storage-location;reset' {
            break
        }
        'smpctl;help;hierarchy' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether SMPs meet the precondition of a hierarchy join')
            [CompletionResult]::new('prepare', 'prepare', [CompletionResultType]::ParameterValue, 'Do what is missing for SMPs to be joined, and no more')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Take back the manual assignments that `hierarchy prepare` made, and only those')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show the hierarchy as a tree, with each SMP''s site, its Package Servers and whether it is ready')
            break
        }
        'smpctl;help;hierarchy;check' {
            break
        }
        'smpctl;help;hierarchy;prepare' {
            break
        }
        'smpctl;help;hierarchy;release' {
            break
        }
        'smpctl;help;hierarchy;tree' {
            break
        }
        'smpctl;help;topology' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create an empty topology document')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check that the topology document is valid')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the topology document')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Write the topology, as it is where it lives, to a document')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would have to be changed to bring the topology to what a document says')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring the topology to what a document says')
            break
        }
        'smpctl;help;topology;init' {
            break
        }
        'smpctl;help;topology;validate' {
            break
        }
        'smpctl;help;topology;schema' {
            break
        }
        'smpctl;help;topology;pull' {
            break
        }
        'smpctl;help;topology;plan' {
            break
        }
        'smpctl;help;topology;apply' {
            break
        }
        'smpctl;help;relocation' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether a package store can be moved to a new place, changing nothing')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Move all packages to a new store, each reachable under both paths at every moment')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Make one more attempt to move what is left')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how a relocation stands')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Put back into service what a relocation that was killed has left suspended')
            [CompletionResult]::new('revert', 'revert', [CompletionResultType]::ParameterValue, 'Undo a relocation: bring every package back to where it came from')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every relocation that is remembered, the newest first')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget a relocation whose store is gone for good, or whose record is damaged')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'How often automatic attempts are made, and what is known of the agent on this machine')
            break
        }
        'smpctl;help;relocation;check' {
            break
        }
        'smpctl;help;relocation;run' {
            break
        }
        'smpctl;help;relocation;retry' {
            break
        }
        'smpctl;help;relocation;status' {
            break
        }
        'smpctl;help;relocation;resume' {
            break
        }
        'smpctl;help;relocation;revert' {
            break
        }
        'smpctl;help;relocation;list' {
            break
        }
        'smpctl;help;relocation;forget' {
            break
        }
        'smpctl;help;relocation;settings' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set how often automatic attempts are made')
            break
        }
        'smpctl;help;relocation;settings;show' {
            break
        }
        'smpctl;help;relocation;settings;set' {
            break
        }
        'smpctl;help;agent' {
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Make the agent fetch its policies now, and with them a new storage location')
            break
        }
        'smpctl;help;agent;update' {
            break
        }
        'smpctl;help;context' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a live server')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the live servers')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Choose the live server that commands work on')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a live server: who signs in, what was found there and how, and what is missing')
            [CompletionResult]::new('password', 'password', [CompletionResultType]::ParameterValue, 'Keep the password of a context''s account in the keyring, or forget it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Forget a live server, and its password in the keyring')
            break
        }
        'smpctl;help;context;add' {
            break
        }
        'smpctl;help;context;list' {
            break
        }
        'smpctl;help;context;use' {
            break
        }
        'smpctl;help;context;check' {
            break
        }
        'smpctl;help;context;password' {
            break
        }
        'smpctl;help;context;remove' {
            break
        }
        'smpctl;help;completions' {
            break
        }
        'smpctl;help;generate' {
            break
        }
        'smpctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
