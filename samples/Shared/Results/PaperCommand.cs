using System.CommandLine;

namespace LstmGen.Samples;

/// <summary>The command line that samples beside published figures have in common.</summary>
internal sealed class PaperCommand
{
    private readonly Option<DirectoryInfo> _data;
    private readonly Option<FileInfo> _save;
    private readonly Option<int> _seeds = new("--seeds") { Description = "How many seeds to train, from 1 on.", DefaultValueFactory = _ => LstmGen.Samples.Seeds.Count };
    private readonly Option<bool> _quick = new("--quick") { Description = "One seed and little training: to see it work, not to see it good." };
    private readonly Option<DirectoryInfo> _pictures = new("--pictures") { Description = "The folder for pictures (PNG).", DefaultValueFactory = _ => new DirectoryInfo(".") };
    private readonly Option<DirectoryInfo?> _results = new("--results") { Description = "A folder for the tables, as a file of Markdown. Without it they are only shown." };
    private readonly Option<FileInfo?> _model = new("--model") { Description = "A model that was saved, to be used instead of training." };
    private readonly RootCommand _command;

    /// <param name="about">What the sample does, in a sentence.</param>
    /// <param name="folder">The folder of its data below that of all data.</param>
    /// <param name="files">The files that it reads there, in words.</param>
    /// <param name="more">Options of this sample alone.</param>
    public PaperCommand(string about, string folder, string files, params Option[] more)
    {
        _data = new("--data") { Description = $"The folder of {files}.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("..", "shared", "data", folder)) };
        _save = new("--save") { Description = "Where the trained model goes, as a safetensors file.", DefaultValueFactory = _ => new FileInfo($"{folder}.safetensors") };
        _seeds.Fits<int>(count => count is >= 1 and <= 100, "is from 1 to 100");
        _pictures.WritableFolder();
        _results.WritableFolder();
        _model.ExistingFile();
        _save.WritableFile();
        _command = new(about) { _data, _seeds, _quick, _pictures, _results, _save, _model };
        foreach (Option option in more)
        {
            _command.Options.Add(option);
        }
    }

    /// <summary>Runs the sample.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public int Run(string[] args, TextWriter output, TextWriter error, Action<PaperOptions, ParseResult> run)
    {
        _command.SetAction(arguments =>
        {
            run(Options(arguments), arguments);
            return 0;
        });

        // What the library refuses, such as a file of another model, it says in words for the user, too.
        return _command.Run(args, output, error, isMistake: wrong => wrong is ArgumentException);
    }

    private PaperOptions Options(ParseResult arguments) => new()
    {
        Data = arguments.GetRequiredValue(_data),
        Seeds = arguments.GetValue(_quick) ? 1 : arguments.GetRequiredValue(_seeds),
        Quick = arguments.GetValue(_quick),
        Pictures = arguments.GetRequiredValue(_pictures),
        Results = arguments.GetValue(_results),
        Save = arguments.GetRequiredValue(_save),
        Model = arguments.GetValue(_model),
    };
}
