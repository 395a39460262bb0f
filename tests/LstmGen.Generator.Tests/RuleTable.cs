using System.Text.RegularExpressions;
using LstmGen.Generator.Layers;

namespace LstmGen.Generator.Tests;

/// <summary>A kind of layer as it stands in a pair.</summary>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Attribute">As it is written.</param>
/// <param name="Label">In the table: the name, or the name with the option that makes it another kind.</param>
/// <param name="Lead">What must stand before it where it is the first of a pair.</param>
/// <param name="Input">The options of the model where it is the first layer.</param>
/// <param name="Tail">What ends a model after it.</param>
internal sealed record RuleKind(
    string Kind, string Attribute, string? Label = null, string Lead = "", string Input = RuleKind.Plain, string Tail = "[Dense(1)]")
{
    public const string Plain = "Features = 4";
    private const string Picture = "Height = 8, Width = 8";

    public string Name => Label ?? Kind;

    /// <summary>
    /// Every kind that the generator knows. A new layer takes one line here and one in docs/layers.md, whose tables are then written by this test
    /// with LSTMGEN_ACCEPT_SNAPSHOTS=1, to be read. Widths are all 4, so that only kinds decide.
    /// </summary>
    public static IReadOnlyList<RuleKind> All { get; } =
    [
        .. new RuleKind[]
        {
            new("Embedding", "Embedding(9, 4)", Input: "Features = 1"),
            new("CharacterConv", "CharacterConv(9, 2, 3, 4)", Input: "Features = 3"),
            new("Masking", "Masking"),
            new("Conv2D", "Conv2D(2, 3)", Input: Picture, Tail: "[Flatten] [Dense(1)]"),
            new("MaxPool2D", "MaxPool2D(2)", Input: Picture, Tail: "[Flatten] [Dense(1)]"),
            new("AveragePool2D", "AveragePool2D(2)", Input: Picture, Tail: "[Flatten] [Dense(1)]"),
            new("Flatten", "Flatten", Input: Picture),
            new("Conv1D", "Conv1D(4, 2)"),
            new("MaxPool1D", "MaxPool1D(2)"),
            new("AveragePool1D", "AveragePool1D(2)"),
            new("GlobalMaxPool1D", "GlobalMaxPool1D"),
            new("GlobalAveragePool1D", "GlobalAveragePool1D"),
            new("Last", "Last"),
            new("Last", "Last(3)", "Last, three steps"),
            new("Lstm", "Lstm(4)"),
            new("Lstm", "Lstm(4, ReturnSequences = true)", "Lstm, all steps"),
            new("Gru", "Gru(4)"),
            new("SimpleRnn", "SimpleRnn(4)"),
            new("Dense", "Dense(4)"),
            new("Dropout", "Dropout(0.1)"),
            new("LayerNorm", "LayerNorm"),
            new("BatchNorm", "BatchNorm"),
            new("Activation", "Activation(Activation.Relu)"),
            new("PRelu", "PRelu"),
            new("Attention", "Attention(AttentionScore.General)"),
            new("Repeat", "Repeat(3)", Lead: "[Lstm(4)]"),
            new("Residual", "Residual", Lead: "[Dense(4)]"),
            new("Softmax", "Softmax(4)", Tail: ""),
            new("Sigmoid", "Sigmoid(4)", Tail: ""),
            new("Quantiles", "Quantiles(0.1, 0.9)", Tail: ""),
            new("Gaussian", "Gaussian", Tail: ""),
            new("Crf", "Crf(4)", Tail: ""),
            new("Ctc", "Ctc(4, MaximumLabels = 2)", Tail: ""),
        }.Where(kind => LayerCatalog.Create(kind.Kind) is not null),
    ];

    public static RuleKind Of(string name) => All.Single(kind => kind.Name == name);
}

/// <summary>Layers in a row, and what the rules say of them.</summary>
internal sealed record RuleCase(IReadOnlyList<RuleKind> Kinds)
{
    /// <summary>What the analyzer reports, or nothing.</summary>
    public string Message { get; private init; } = "";

    public string Declaration(string name) =>
        $"[LstmModel(LookBack = 6, {Kinds[0].Input})] {Kinds[0].Lead} {string.Concat(Kinds.Select(kind => $"[{kind.Attribute}] "))}{Tail} public partial class {name};";

    /// <summary>Dropout, activations and batch normalisation pass on what they read, images too, so that what is before them says how the model ends.</summary>
    private string Tail => Kinds[^1].Kind is "Dropout" or "Activation" or "PRelu" or "BatchNorm" ? Kinds[^2].Tail : Kinds[^1].Tail;

    /// <summary>Judges many cases in one compilation.</summary>
    public static async Task<IReadOnlyList<RuleCase>> Judge(IReadOnlyList<RuleCase> cases)
    {
        ILookup<int, string> messages = await Reported.ByLine(Source(cases));
        return [.. cases.Select((judged, index) => judged with { Message = judged.General(string.Join(" and ", messages[index])) })];
    }

    /// <summary>One declaration a line.</summary>
    public static string Source(IReadOnlyList<RuleCase> cases) =>
        string.Join('\n', cases.Select((judged, index) => judged.Declaration($"M{index}")));

    /// <summary>The message with B for the last layer and A for the one before it.</summary>
    private string General(string message)
    {
        string last = Kinds[^1].Kind;
        string before = Kinds[^2].Kind;
        message = message.Replace($"on \"{Kinds[^1].Attribute}\":", "on B:", StringComparison.Ordinal).Replace($"on \"{Kinds[^2].Attribute}\":", "on A:", StringComparison.Ordinal);
        message = Regex.Replace(message, $@"(Layer|move) \[{last}\]", "$1 [B]");
        return Regex.Replace(message, $@"\[{before}\] (reads|passes|before it is)", "[A] $1");
    }
}
