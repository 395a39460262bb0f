extern alias tutorial;
using System.Text.RegularExpressions;
using tutorial::LstmGen.Samples;
using tutorial::Tutorial;

namespace LstmGen.Samples.Tests;

/// <summary>The tables and pictures of the tutorial are those that its program makes.</summary>
public sealed partial class TutorialTests : SampleTests
{
    private const int LargestPicture = 80_000;

    private static readonly string s_root = FindRoot();
    private static readonly string s_results = Path.Combine(s_root, "samples", "Tutorial", "results");

    protected override (string Option, string Name)[] Files => [("--pictures", "."), ("--results", ".")];

    public static TheoryData<string> Quick => [.. ExperimentList.All.Where(experiment => !experiment.IsSlow).Select(experiment => experiment.Name)];

    public static TheoryData<string> All => [.. ExperimentList.All.Select(experiment => experiment.Name)];

    public static TheoryData<string> Pages => ["tutorial.md", "tutorial.zh-CN.md"];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => TutorialCommand.Run(args, output, error);

    /// <summary>Same bits, same table. Where this fails: <c>dotnet run -c Release --project samples/Tutorial -- NAME --results samples/Tutorial/results --pages docs</c>, and read the difference.</summary>
    [Theory]
    [MemberData(nameof(Quick))]
    public void A_quick_experiment_finds_again_what_its_file_says(string name)
    {
        string output = Accepted(name);
        Assert.Equal(Result(name), File.ReadAllText(PathOf($"{name}.md")).ReplaceLineEndings("\n"));
        string[] pictures = [.. Picture().Matches(output).Select(match => Path.GetFileName(match.Groups[1].Value))];
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.True(File.Exists(PathOf(picture)) && File.Exists(Path.Combine(s_root, "docs", "pictures", picture)), picture));
    }

    /// <summary>Of the slow ones too: the pages say what the results files say.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void The_tables_of_a_page_are_those_of_the_experiments(string page)
    {
        string text = Page(page);
        string[] names = [.. PageTables.Names(text)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.True(names.Length > 20);
        Dictionary<string, string[][]> tables = Tables();
        foreach (string name in names)
        {
            string[][] shown = PageTables.Find(text, name)!, found = tables[name];
            Assert.Equal(found.Select(row => row.Length), shown.Select(row => row.Length));
            foreach ((string[] should, string[] row) in found.Zip(shown))
            {
                Assert.Equal(should.Where(PageTables.IsFigure), row.Zip(should).Where(cell => PageTables.IsFigure(cell.Second)).Select(cell => cell.First.Replace(" – ", " to ", StringComparison.Ordinal)));
                Assert.True(page != "tutorial.md" || should.SequenceEqual(row), $"{name}: {string.Join(", ", row)}");
            }
        }
    }

    /// <summary>Every decimal in the text is in a table, in what a program prints, or on the page of a sample.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_decimal_in_the_text_is_measured(string page)
    {
        string text = Page(page);
        string measured = string.Concat(Directory.GetFiles(s_results, "*.md").Concat(Directory.GetFiles(Path.Combine(s_root, "samples"), "README.md", SearchOption.AllDirectories)).Select(File.ReadAllText))
            + string.Concat(Code().Matches(text).Select(match => match.Value));
        HashSet<string> known = [.. Decimal().Matches(measured).Select(match => match.Value)];
        string[] said = [.. Decimal().Matches(Table().Replace(Code().Replace(text, ""), "")).Select(match => match.Value)];
        Assert.True(said.Length > 20);
        Assert.DoesNotContain(said, number => !known.Contains(number));
    }

    [Fact]
    public void Every_experiment_has_its_file_and_every_picture_is_shown_and_small()
    {
        string text = Page("tutorial.md");
        Assert.All(ExperimentList.All, experiment => Assert.True(File.Exists(Path.Combine(s_results, $"{experiment.Name}.md")), experiment.Name));
        Assert.Empty(Tables().Keys.Where(name => !name.StartsWith("mistake", StringComparison.Ordinal)).Except(PageTables.Names(text)));
        foreach (Match picture in Shown().Matches(text))
        {
            var file = new FileInfo(Path.Combine(s_root, "docs", "pictures", picture.Groups[1].Value));
            Assert.True(file.Exists && file.Length < LargestPicture, $"{file.Name}: {(file.Exists ? file.Length : 0)} bytes");
        }
    }

    /// <summary>The programs of the gallery print what the experiments that draw their pictures find.</summary>
    [Theory]
    [InlineData("mistake-scaler", @"scaler of everything ([\d.]+), of the training span ([\d.]+)")]
    [InlineData("mistake-shuffle", @"shuffled ([\d.]+ %), by time (-[\d.]+ %)")]
    [InlineData("mistake-copy", @"loss ([\d.]+), skill .*\n(?:loss .*\n)*loss ([\d.]+), skill (-[\d.]+ %)")]
    [InlineData("mistake-ahead", @"the day after ([\d.]+ %), of the three days before (-[\d.]+ %)")]
    public void A_program_of_the_gallery_prints_what_its_picture_shows(string name, string printed)
    {
        Match match = Regex.Match(Page("tutorial.md"), printed);
        Assert.True(match.Success);
        string[] figures = [.. PageTables.Cells(Result(name)[Result(name).IndexOf("\n|", StringComparison.Ordinal)..]).Skip(1).Select(row => row[1].TrimStart('+'))];
        Assert.Equal(match.Groups.Values.Skip(1).Select(group => group.Value), figures.Take(match.Groups.Count - 1));
    }

    /// <summary>New figures go into a page of any language, and its words stay.</summary>
    [Fact]
    public void Figures_are_replaced_and_words_are_kept()
    {
        const string page = "a\n<!-- table: t -->\n| 甲 | 乙 |\n|---|---:|\n| 丙 | 1.0 |\n| 丁 | 1 – 2 |\nb\n";
        ResultTable table = new ResultTable("t", "A", "B").Row("C", "2.5").Row("D", "3 to 4");
        Assert.Equal("a\n<!-- table: t -->\n| 甲 | 乙 |\n|---|---:|\n| 丙 | 2.5 |\n| 丁 | 3 – 4 |\nb\n", PageTables.Replace(page, [table]));
        Assert.Equal(page, PageTables.Replace(page, [new ResultTable("other", "A")]));
    }

    [Fact]
    public void Without_a_name_it_lists_the_experiments() => Assert.All(ExperimentList.All, experiment => Assert.Contains(experiment.About, Accepted()));

    [Fact]
    public void Without_its_data_an_experiment_is_left_out_in_a_line() =>
        Assert.Equal("memory: left out, because there is no temps.csv in the folder of --data.\n", Accepted("memory", "--data", "nowhere"));

    [Theory]
    [InlineData("nothing", "There is no experiment 'nothing'. Those there are: forgetting")]
    [InlineData("sine --pictures no/such/folder", "--pictures: there is no folder")]
    [InlineData("--picture", "There is no option '--picture'")]
    public void A_nonsense_option_is_refused_in_a_line(string options, string message) => Refused(message, options.Split(' '));

    /// <summary>A linear model is the one that solves the least squares: a series that is a weighted sum of its past is forecast without error.</summary>
    [Fact]
    public void The_linear_model_finds_weights_that_are_there()
    {
        float[] series = [1, 2, .. Enumerable.Repeat(0f, 98)];
        for (int i = 2; i < series.Length; i++)
        {
            series[i] = 1.8f * series[i - 1] - 0.95f * series[i - 2];
        }

        (WindowDataset training, WindowDataset test) = WindowDataset.Of(series, lookBack: 2).SplitByTime(testSteps: 20);
        Assert.InRange(LinearModel.Fit(training).Error(test), 0, 5e-3);
    }

    /// <summary>Central differences of the output itself.</summary>
    [Fact]
    public void The_sensitivity_is_the_slope_of_the_output()
    {
        var model = new NoteModel(seed: 3);
        float[] window = NoteModel.Sheets(1, seed: 4).Inputs, output = new float[NoteModel.Steps];
        float[] slopes = Sensitivity.Of(model, window, output: 9);
        const float step = 1e-2f;
        foreach (int input in new[] { 0, 13, 27, 30 })
        {
            float Said(float by)
            {
                float[] moved = [.. window];
                moved[input] += by;
                model.Predict(moved, output);
                return output[9];
            }

            Assert.Equal((Said(step) - Said(-step)) / (2 * step), slopes[input], 1e-3f);
        }
    }

    private static Dictionary<string, string[][]> Tables() => Directory.GetFiles(s_results, "*.md").Select(file => File.ReadAllText(file).ReplaceLineEndings("\n"))
        .SelectMany(text => PageTables.Names(text).Select(name => (name, PageTables.Find(text, name)!)))
        .ToDictionary(pair => pair.name, pair => pair.Item2);

    private static string Result(string name) => File.ReadAllText(Path.Combine(s_results, $"{name}.md")).ReplaceLineEndings("\n");

    private static string Page(string name) => File.ReadAllText(Path.Combine(s_root, "docs", name)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("LstmGen.sln is in no folder above the tests.");
    }

    [GeneratedRegex("^Picture: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Picture();

    [GeneratedRegex(@"\(pictures/([^)]+)\)")]
    private static partial Regex Shown();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^<!-- table: .*-->\n(\\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Decimal();
}
