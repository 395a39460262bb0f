using System.Globalization;
using LstmGen;
using LstmGen.Decoding;
using LstmGen.Text;
using Spectre.Console;

namespace TextGeneration;

/// <summary>From a text to another: read, train, measure, save, load, write.</summary>
internal sealed class TextRun(TextOptions options, TextWriter output)
{
    /// <summary>Parts of the text that are read side by side: fewer of a short text, so that there are updates enough.</summary>
    private const int LeastStreams = 4, MostStreams = 32, Updates = 100;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        Writer writer = Writer.Load(options.Model ?? Train());
        var sampler = new TokenSampler(options.Seed) { Temperature = options.Temperature, TopK = options.TopK, TopP = options.TopP };
        output.WriteLine();
        output.WriteLine(writer.Continue(options.Beginning, options.Length, sampler));
        return 0;
    }

    private FileInfo Train()
    {
        (string training, string held) = Read();
        string[] characters = [.. new CharacterTokenizer().Tokenize(training)];
        Vocabulary vocabulary = Vocabulary.Build([characters], new VocabularyOptions { Padding = null, MaximumSize = CharacterModel.MostCharacters });
        var writer = new Writer(new CharacterModel(options.Seed), vocabulary);
        int streams = Math.Clamp(characters.Length / CharacterModel.Window / Updates, LeastStreams, MostStreams);
        WindowDataset windows = WindowDataset.NextTokens(vocabulary.Encode(characters), CharacterModel.Window, streams);
        output.WriteLine($"{training.Length} characters to learn from, {held.Length} held out, {vocabulary.Count} different ones.");

        int epochs = options.Quick ? 1 : options.Epochs;
        TrainingProgress.Show(
            _console,
            epochs,
            progress => writer.Model.Fit(windows, new FitOptions
            {
                Epochs = epochs,
                LearningRate = 0.004,
                Schedule = new CosineDecay(),
                Clipping = GradientClipping.ByGlobalNorm(1),
                Progress = progress,
            }),
            report => string.Create(CultureInfo.InvariantCulture, $"epoch {report.Epoch}, {report.Loss / Math.Log(2):F3} bits a character"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{writer.BitsPerCharacter(held):F3} bits a character on what was held out."));
        writer.Save(options.Save);
        output.WriteLine($"Model: {options.Save.FullName}");
        return options.Save;
    }

    private (string Training, string Held) Read()
    {
        FileInfo file = options.Data ?? throw new UserError("Expected --data FILE with a text to learn from, or --model FILE with a model that was saved.");
        string text = File.ReadAllText(file.FullName).ReplaceLineEndings("\n");
        if (options.Quick && text.Length > TextOptions.QuickCharacters)
        {
            text = text[..Cut(text, TextOptions.QuickCharacters)];
        }

        int least = 2 * CharacterModel.Window * LeastStreams;
        int cut = Cut(text, text.Length - text.Length / 10);
        return cut >= least
            ? (text[..cut], text[cut..])
            : throw new UserError($"'{file.FullName}' has {text.Length} characters, which is too few to learn from: {least * 10 / 9 + 1} are needed.");
    }

    /// <summary>At a place or one before it, so that no character is cut in two.</summary>
    private static int Cut(string text, int place) => place > 0 && char.IsHighSurrogate(text[place - 1]) ? place - 1 : place;
}
