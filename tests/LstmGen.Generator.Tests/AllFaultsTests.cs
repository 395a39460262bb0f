namespace LstmGen.Generator.Tests;

/// <summary>All that is wrong with a model is said in one build, and what is only a consequence of something else is not.</summary>
public sealed class AllFaultsTests
{
    /// <summary>Layers with one fault each, wherever a sequence comes in.</summary>
    private static readonly (string Attribute, string Id)[] s_faults =
    [
        ("Lstm(0)", "LSTMGEN012"),
        ("Lstm(Units = -7, Bidirectional = true)", "LSTMGEN012"),
        ("Lstm", "LSTMGEN028"),
        ("Lstm(4, Units = 5)", "LSTMGEN029"),
        ("Lstm(4, Dropout = 2)", "LSTMGEN018"),
        ("Lstm(4, Merge = Merge.Sum)", "LSTMGEN014"),
        ("Lstm(4, Activation = (Activation)99)", "LSTMGEN013"),
        ("Dense(100_000)", "LSTMGEN012"),
        ("Dropout(double.NaN)", "LSTMGEN018"),
        ("Dropout", "LSTMGEN028"),
        ("LayerNorm(Epsilon = 5)", "LSTMGEN012"),
        ("Conv1D(3, 2, Stride = 0)", "LSTMGEN012"),
        ("Conv1D(3, 0, Padding = Padding.Same)", "LSTMGEN012"),
        ("MaxPool1D(0)", "LSTMGEN012"),
        ("Residual(0)", "LSTMGEN012"),
        ("Repeat(3)", "LSTMGEN014"),
        ("Activation", "LSTMGEN014"),
        ("Lsmt(4)", "LSTMGEN027"),
        ("LSTM(4)", "LSTMGEN027"),
    ];

    private static readonly (string Attribute, string Id)[] s_ends =
    [
        ("Dense(0)", "LSTMGEN012"),
        ("Softmax(3, ClassWeights = new[] { 1.0 })", "LSTMGEN020"),
        ("Softmax(1)", "LSTMGEN012"),
        ("Quantiles(0.9, 0.1)", "LSTMGEN019"),
        ("Gaussian(MinimumSpread = -1)", "LSTMGEN012"),
        ("Crf(3, Names = new[] { \"O\" })", "LSTMGEN015"),
        ("Crf(2, Names = new[] { \"O\", null })", "LSTMGEN024"),
        ("Ctc(4)", "LSTMGEN012"),
        ("Ctc(4, MaximumLabels = 2, Blank = (Blank)9)", "LSTMGEN013"),
    ];

    private static readonly (string Model, string Class, string Id)[] s_models =
    [
        ("LookBack = 0", "partial class", "LSTMGEN012"),
        ("Features = 3", "partial class", "LSTMGEN011"),
        ("LookBack = 40, Features = 0", "partial class", "LSTMGEN012"),
        ("LookBack = 40, Scaling = (Scaling)9", "partial class", "LSTMGEN013"),
        ("LookBack = 40, StackBudget = -1", "partial class", "LSTMGEN012"),
        ("LookBack = 40", "class", "LSTMGEN001"),
        ("LookBack = 40", "abstract partial class", "LSTMGEN005"),
    ];

    [Fact]
    public Task Two_faults_are_two_messages()
    {
        List<(string Source, string[] Ids)> cases = [];
        foreach ((string attribute, string id) in s_faults)
        {
            cases.AddRange(s_faults.Select(other => (Model("LookBack = 40", "partial class", "Lstm(4, ReturnSequences = true)", attribute, "Lstm(4, ReturnSequences = true)", other.Attribute, "Dense(1)"), new[] { id, other.Id })));
            cases.AddRange(s_ends.Select(end => (Model("LookBack = 40", "partial class", "Lstm(4, ReturnSequences = true)", attribute, "Lstm(4, ReturnSequences = true)", end.Attribute), new[] { id, end.Id })));
            cases.AddRange(s_models.Select(model => (Model(model.Model, model.Class, "Lstm(4, ReturnSequences = true)", attribute, "Dense(1)"), new[] { id, model.Id })));
        }

        cases.AddRange(s_models.SelectMany(_ => s_ends, (model, end) => (Model(model.Model, model.Class, "Lstm(4)", end.Attribute), new[] { model.Id, end.Id })));
        return Check(cases);
    }

    [Fact]
    public Task Many_faults_are_as_many_messages()
    {
        Random random = new(7);
        List<(string Source, string[] Ids)> cases = [];
        for (int i = 0; i < 200; i++)
        {
            (string Model, string Class, string Id) model = s_models[random.Next(s_models.Length)];
            (string Attribute, string Id)[] faults = random.GetItems(s_faults, random.Next(2, 6));
            (string Attribute, string Id) end = s_ends[random.Next(s_ends.Length)];
            string[] layers = ["Lstm(4, ReturnSequences = true)", .. faults.SelectMany(fault => new[] { fault.Attribute, "Lstm(4, ReturnSequences = true)" }), end.Attribute];
            cases.Add((Model(model.Model, model.Class, layers), [model.Id, .. faults.Select(fault => fault.Id), end.Id]));
        }

        return Check(cases);
    }

    [Fact]
    public Task A_consequence_is_not_said() => Check(
    [
        (Model("Features = 2", "partial class", "Conv1D(4, 3)", "Lstm(4)", "Dense(1)"), ["LSTMGEN011"]),
        (Model("LookBack = 0", "partial class", "Conv1D(4, 3)", "Lstm(4)", "Dense(1)"), ["LSTMGEN012"]),
        (Model("LookBack = 0", "partial class", "Lstm(4)", "Ctc(4, MaximumLabels = 3)"), ["LSTMGEN012"]),
        (Model("LookBack = 40", "partial class", "Lstm(4)", "Dense(0)", "Residual", "Dense(1)"), ["LSTMGEN012"]),
        (Model("LookBack = 40", "partial class", "Lstm", "Dense(6)", "Residual", "Dense(1)"), ["LSTMGEN028"]),
        (Model("LookBack = 40", "partial class", "Dense(0)", "Attention(AttentionScore.Dot, Heads = 3)", "Dense(1)"), ["LSTMGEN012"]),
        (Model("LookBack = 40", "partial class", "Lsmt(4)", "Repeat(3)", "Lstm(4)", "Dense(1)"), ["LSTMGEN027"]),
        (Model("LookBack = 40", "partial class", "Lsmt(4)", "Crf(3)"), ["LSTMGEN027"]),
        (Model("LookBack = 40", "partial class", "LSTM(4)"), ["LSTMGEN027"]),
        (Model("LookBack = 40", "partial class", "Softmax(3)", "Dense(4)", "Dense(1)"), ["LSTMGEN015"]),
        (Model("LookBack = 40", "partial class", "Attention(AttentionScore.Dot)", "Lstm(4)", "Dense(1)"), ["LSTMGEN014"]),
        (Model("LookBack = 40, Features = 2", "partial class", "Embedding(0, 3)", "Embedding(5, 3)", "Lstm(4)", "Softmax(3)"), ["LSTMGEN012"]),
        ("[LstmModl(LookBack = 40)] [Lstm(4)] [Dense(1)] partial class M {0} {{ }}", ["LSTMGEN027"]),
    ]);

    private static string Model(string model, string @class, params string[] layers) =>
        $"[LstmModel({model})] {string.Join(" ", layers.Select(layer => $"[{layer}]"))} {@class} M{{0}} {{{{ }}}}";

    /// <summary>Each source on a line of its own, all in one compilation.</summary>
    private static async Task Check(IReadOnlyList<(string Source, string[] Ids)> cases)
    {
        ILookup<int, string> reported = await Reported.ByLine(string.Join('\n', cases.Select((one, index) => one.Source.Replace("{{", "{").Replace("}}", "}").Replace("M{0}", $"M{index}").Replace("M {0}", $"M{index}"))));
        string[] wrong =
        [
            .. cases.Select((one, index) => (one.Source, Expected: string.Join(" ", one.Ids.Order(StringComparer.Ordinal)), Found: reported[index].Order(StringComparer.Ordinal).ToArray()))
                .Where(one => one.Expected != string.Join(" ", one.Found.Select(line => line[..10])))
                .Select(one => $"{one.Source}\n  expected {one.Expected}\n  {string.Join("\n  ", one.Found)}"),
        ];
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {cases.Count}:\n{string.Join("\n", wrong.Take(12))}");
    }
}
