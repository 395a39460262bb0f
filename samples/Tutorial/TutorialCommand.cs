using System.CommandLine;
using Spectre.Console;

namespace Tutorial;

/// <summary>The command line: which experiments, and where their pictures and tables go.</summary>
internal static class TutorialCommand
{
    private static readonly Argument<string[]> Names = new("names")
    {
        Description = "The experiments to make, or none for a list of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> All = new("--all") { Description = "Makes all of them." };

    private static readonly Option<DirectoryInfo> Pictures = new("--pictures")
    {
        Description = "The folder for pictures (PNG).",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("docs", "pictures")),
    };

    private static readonly Option<DirectoryInfo?> Results = new("--results") { Description = "A folder for the tables as Markdown, a file for each experiment. Without it they are only shown." };

    private static readonly Option<DirectoryInfo?> Pages = new("--pages") { Description = "The folder of tutorial.md and tutorial.zh-CN.md: figures in their tables are replaced by the new ones." };

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "The folder of real series (temps.csv, taylor.csv, AirPassengers.csv). Experiments that find no file there say so and are left out.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("..", "shared", "data", "series")),
    };

    static TutorialCommand()
    {
        Names.NoOptions();
        Pictures.WritableFolder();
        Results.WritableFolder();
        Pages.WritableFolder();
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Makes the tables and pictures of the tutorial.") { Names, All, Pictures, Results, Pages, Data };
        command.SetAction(arguments => Make(arguments, output));

        // "-- all" is what the page says; an experiment has no such name.
        return command.Run([.. args.Select(word => word == "all" ? "--all" : word)], output, error);
    }

    private static int Make(ParseResult arguments, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 120);
        string[] names = arguments.GetValue(Names) ?? [];
        if (names.Length == 0 && !arguments.GetValue(All))
        {
            foreach (Experiment experiment in ExperimentList.All)
            {
                output.WriteLine($"{experiment.Name,-12} {experiment.About}");
            }

            output.WriteLine("Name one or more of them, or: all");
            return 0;
        }

        DirectoryInfo pictures = arguments.GetRequiredValue(Pictures);
        if (!pictures.Exists)
        {
            throw new UserError($"--pictures: there is no folder '{pictures.FullName}'. Start the program in the folder of the repository, or name another.");
        }

        Experiment[] chosen = names.Length == 0 ? [.. ExperimentList.All] : [.. names.Select(ExperimentList.Find)];
        foreach (Experiment experiment in chosen)
        {
            if (experiment.Data.FirstOrDefault(name => !File.Exists(Path.Combine(arguments.GetRequiredValue(Data).FullName, name))) is { } missing)
            {
                output.WriteLine($"{experiment.Name}: left out, because there is no {missing} in the folder of --data.");
                continue;
            }

            var lab = new Lab(pictures, arguments.GetRequiredValue(Data));
            experiment.Run(lab);
            Show(console, output, experiment, lab);
            if (arguments.GetValue(Results) is { } results)
            {
                File.WriteAllText(Path.Combine(results.FullName, $"{experiment.Name}.md"), ResultFile.Write(experiment, lab.Tables));
            }

            if (arguments.GetValue(Pages) is { } pages)
            {
                foreach (string page in new[] { "tutorial.md", "tutorial.zh-CN.md" }.Select(name => Path.Combine(pages.FullName, name)).Where(File.Exists))
                {
                    File.WriteAllText(page, PageTables.Replace(File.ReadAllText(page), lab.Tables));
                }
            }
        }

        return 0;
    }

    private static void Show(IAnsiConsole console, TextWriter output, Experiment experiment, Lab lab)
    {
        output.WriteLine($"{experiment.Name}: {experiment.About}");
        foreach (ResultTable table in lab.Tables)
        {
            console.Write(table.ToSpectre());
        }

        foreach (string picture in lab.Pictures)
        {
            output.WriteLine($"Picture: {picture}");
        }
    }
}
