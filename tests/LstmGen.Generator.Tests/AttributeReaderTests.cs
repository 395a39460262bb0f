namespace LstmGen.Generator.Tests;

/// <summary>Lists in attributes, with whatever C# lets stand in them.</summary>
public sealed class AttributeReaderTests
{
    public static TheoryData<string, string> Lists { get; } = new()
    {
        { "[Crf(3, Names = new string[] { \"O\", null, \"I-A\" })]", "'Names' holds null at place 2; write a text there, or leave the place out" },
        { "[Crf(3, Names = new string[] { null })]", "'Names' holds null at place 1; write a text there, or leave the place out" },
        { "[Crf(3, Names = new[] { \"O\", default(string) })]", "'Names' holds null at place 2; write a text there, or leave the place out" },
        { "[Own(Any = new object[] { 1, null, 2.0 })]", "'Any' holds null at place 2; write a number there, or leave the place out" },
        { "[Own(Any = new object[] { \"a\", 1, typeof(int), 'c', true, Activation.Tanh, new[] { 1 } })]",
            "'Any' holds a number at place 2; a type at place 3; a character at place 4; a truth value at place 5; a member of 'Activation' at place 6; a list at place 7" },
        { "[Own(Any = new object[] { typeof(int) })]", "'Any' holds a type at place 1; write a number there, or leave the place out" },
        { "[Own(Any = new object[] { 'c', true })]", "'Any' holds a character at place 1; a truth value at place 2" },
        { "[Own(Types = new[] { typeof(int), null })]", "'Types' holds a type at place 1; null at place 2" },
        { "[Own(Letters = new[] { 'a' })]", "'Letters' holds a character at place 1; write a number there, or leave the place out" },
        { "[Own(Truths = new[] { true })]", "'Truths' holds a truth value at place 1; write a number there, or leave the place out" },
        { "[Own(Members = new[] { Activation.Tanh })]", "'Members' holds a member of 'Activation' at place 1; write a number there, or leave the place out" },
        { "[Own(Any = new object[] { new object[] { null } })]", "'Any' holds a list at place 1; write a number there, or leave the place out" },
    };

    /// <summary>These break no rule of lists.</summary>
    public static TheoryData<string> Readable { get; } =
    [
        "[Crf(3, Names = null)]",
        "[Crf(3, Names = new string[0])]",
        "[Crf(3, Names = default)]",
        "[Crf(2, Names = new[] { \"\\uD800\", \"\\0\\r\\n\\\"\" })]",
        "[Own(Longs = new ulong[] { ulong.MaxValue })]",
        "[Own(Any = new object[0])]",
        "[Own(Any = null)]",
        "[Own(Any = new object[] { (byte)1, (sbyte)-1, (short)1, (ushort)1, 1, 1u, 1L, 1ul, 1f, double.NaN })]",
    ];

    private const string Own = """

        namespace LstmGen
        {
            public abstract class LayerAttribute : System.Attribute;
            public sealed class OwnAttribute : LayerAttribute
            {
                public object[] Any { get; set; } = null!;
                public System.Type[] Types { get; set; } = null!;
                public char[] Letters { get; set; } = null!;
                public bool[] Truths { get; set; } = null!;
                public Activation[] Members { get; set; } = null!;
                public ulong[] Longs { get; set; } = null!;
            }
        }
        """;

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task What_is_no_value_is_named_by_its_place(string layer, string expected)
    {
        string[] reported = [.. (await Reported.ByRules(Source(layer))).Where(line => line.StartsWith("LSTMGEN024", StringComparison.Ordinal))];
        string[] messages = [.. reported.Select(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..])];
        string argument = expected[..expected.IndexOf(" holds ", StringComparison.Ordinal)];
        string[] wanted = expected.Contains("; write", StringComparison.Ordinal)
            ? [expected]
            : [.. expected[(argument.Length + " holds ".Length)..].Split("; ").Select(part => $"{argument} holds {part};")];
        Assert.Equal(wanted.Length, messages.Length);
        Assert.All(wanted.Zip(messages), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_generator_goes_on(string layer, string expected)
    {
        Assert.NotEmpty(expected);
        GeneratorRun run = GeneratorRun.Of(Source(layer), "[LstmModel(LookBack = 4)] [Dense(1)] public partial class Good;");
        Assert.Contains(run.Sources, source => source.HintName == "M.g.cs");
        Assert.Contains("GoodKernels", run.Sources.Single(source => source.HintName == "Good.g.cs").SourceText.ToString());
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task What_can_be_read_breaks_no_rule_of_lists(string layer) =>
        Assert.DoesNotContain(await Reported.ByRules(Source(layer)), line => line.StartsWith("LSTMGEN024", StringComparison.Ordinal) || line.StartsWith("LSTMGEN025", StringComparison.Ordinal));

    [Fact]
    public async Task An_item_that_the_compiler_cannot_read_is_left_to_the_compiler() => Assert.All(
        await Reported.For("[LstmModel(LookBack = 5)] [Quantiles(0.1, Unknown)] public partial class M;"),
        line => Assert.StartsWith("CS", line, StringComparison.Ordinal));

    [Fact]
    public void Texts_of_any_kind_come_to_code_that_compiles()
    {
        GeneratorRun run = GeneratorRun.Clean(
            "[LstmModel(LookBack = 4)] [Lstm(2)] [Crf(3, Scheme = ChunkScheme.Bio, Names = new[] { \"O\", \"B-\\uD800\\r\\n\\\"\\\\*/ {0}\", \"I-\\uD800\\r\\n\\\"\\\\*/ {0}\" })] public partial class M;");
        Assert.Single(run.Sources);
    }

    private static string Source(string layer) =>
        $"[LstmModel(LookBack = 5)] [Lstm(3)] {layer} public partial class M;" + (layer.Contains("Own(", StringComparison.Ordinal) ? Own : "");
}
