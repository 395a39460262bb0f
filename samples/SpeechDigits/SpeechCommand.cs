using System.CommandLine;

namespace SpeechDigits;

/// <summary>The command line: options and their checks.</summary>
internal static class SpeechCommand
{
    /// <summary>Leaves out each speaker in turn.</summary>
    public const string All = "all";

    /// <summary>What can be trained for.</summary>
    public static readonly string[] Tasks = ["strings", "letters", "live", "isolated", "yes-no"];

    private static readonly Argument<string> Task = new("task")
    {
        Description = "strings: digits one after another; letters: the same, written as words; live: the same, while they are said; isolated: one digit a recording; yes-no: eight words without a break.",
        DefaultValueFactory = _ => Tasks[0],
    };

    private static readonly Option<DirectoryInfo?> Data = new("--data") { Description = "The folder of recordings: 7_anna_12.wav is the 7 that Anna said for the 13th time; of yes-no 0_1_1_0_1_0_0_1.wav." };
    private static readonly Option<FileInfo?> Model = new("--model") { Description = "A model that was saved, to be used instead of training one." };
    private static readonly Option<FileInfo[]> Wave = new("--wav") { Description = "A recording to transcribe: one channel, 8,000 samples a second, 16 bits. May be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<FileInfo> Save = new("--save") { Description = "Where the trained model goes.", DefaultValueFactory = _ => new FileInfo("speech.safetensors") };
    private static readonly Option<FileInfo> Plot = new("--plot") { Description = "Where the picture goes.", DefaultValueFactory = _ => new FileInfo("speech.png") };
    private static readonly Option<FileInfo?> Results = new("--results") { Description = "A CSV file that the figures are added to." };
    private static readonly Option<FileInfo?> Page = new("--page") { Description = "A page whose tables are made anew of the figures in --results; nothing is trained." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the initial weights, the strings and dropout.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Trainings, each with the next seed.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "How long to train, if not as long as the task does." };
    private static readonly Option<string?> LeaveOut = new("--leave-out") { Description = $"A speaker whom training does not hear and the test is of; {All} for each in turn." };
    private static readonly Option<bool> Vary = new("--vary") { Description = "Train with other speeds, pitches and throats than those recorded, and with gaps." };
    private static readonly Option<bool> Validate = new("--validate") { Description = "Judge by the numbers 5 to 9 and train without them: what recipes were compared with." };
    private static readonly Option<bool> Quick = new("--quick") { Description = "Few recordings for a short time: to see it work, not to see it good." };

    static SpeechCommand()
    {
        Task.NoOptions();
        Task.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !token.Value.StartsWith("--", StringComparison.Ordinal) && !Tasks.Contains(token.Value)) is { } wrong)
            {
                result.AddError($"There is no task '{wrong.Value}'; there are {string.Join(", ", Tasks)}.");
            }
        });
        Data.ExistingFolder();
        Model.ExistingFile();
        Wave.ExistingFile();
        Save.WritableFile();
        Plot.WritableFile();
        Results.WritableFile();
        Page.ExistingFile();
        Seed.AtLeast(0);
        Seeds.AtLeast(1);
        Epochs.AtLeast(1);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Trains an LSTM to write down which digits somebody says, and transcribes recordings.")
        {
            Task, Data, Model, Wave, Save, Plot, Results, Page, Seed, Seeds, Epochs, LeaveOut, Vary, Validate, Quick,
        };
        command.SetAction(arguments => new SpeechRun(Options(arguments), output).Run());

        // What the library refuses, such as the file of another model, it says in words for the user, too.
        return command.Run(args, output, error, isMistake: wrong => wrong is ArgumentException);
    }

    private static SpeechOptions Options(ParseResult arguments) => new()
    {
        Task = arguments.GetRequiredValue(Task),
        Data = arguments.GetValue(Data),
        Model = arguments.GetValue(Model),
        Waves = arguments.GetRequiredValue(Wave),
        Save = arguments.GetRequiredValue(Save),
        Plot = arguments.GetRequiredValue(Plot),
        Results = arguments.GetValue(Results),
        Page = arguments.GetValue(Page),
        Seed = arguments.GetRequiredValue(Seed),
        Seeds = arguments.GetRequiredValue(Seeds),
        Epochs = arguments.GetValue(Epochs),
        LeaveOut = arguments.GetValue(LeaveOut),
        Vary = arguments.GetValue(Vary),
        Validate = arguments.GetValue(Validate),
        Quick = arguments.GetValue(Quick),
    };
}
