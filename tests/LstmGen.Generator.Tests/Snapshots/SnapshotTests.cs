using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests;

/// <summary>Whole generated files for a handful of shapes, to be read by people: what changes in them is what changes for users.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Smallest() => Match("""
        namespace Shop;

        [LstmModel(LookBack = 4)]
        [Lstm(8)]
        [Dense(1)]
        public sealed partial class TinyModel;
        """);

    [Fact]
    public void Tutorial() => Match("""
        [LstmModel(LookBack = 20)]
        [Lstm(50)]
        [Dense(1)]
        public sealed partial class PriceModel;
        """);

    [Fact]
    public void Stacked_with_dropout() => Match("""
        [LstmModel(LookBack = 12, Scaling = Scaling.Standard)]
        [Lstm(16)]
        [Dropout(0.2)]
        [Lstm(9, RecurrentActivation = Activation.HardSigmoid)]
        [Dense(4, Activation = Activation.Relu)]
        [Dense(1)]
        public sealed partial class StackedModel;
        """);

    [Fact]
    public void Bidirectional() => Match("""
        public partial class Outer
        {
            [LstmModel(LookBack = 10)]
            [Lstm(8, Bidirectional = true)]
            [Dense(2)]
            internal sealed partial class BothWaysModel;
        }
        """);

    [Fact]
    public void Sequence_of_many_features() => Match("""
        [LstmModel(LookBack = 6, Features = 5, StackBudget = 0)]
        [Lstm(17, ReturnSequences = true, UseBias = false)]
        [Dense(3)]
        public sealed partial class SequenceOut;
        """);

    [Fact]
    public void Gru() => Match("""
        [LstmModel(LookBack = 6, Features = 2)]
        [Gru(20)]
        [Gru(4, ResetAfter = false)]
        [Dense(1)]
        public sealed partial class GruModel;
        """);

    [Fact]
    public void Attention() => Match("""
        [LstmModel(LookBack = 5, Features = 6)]
        [LayerNorm]
        [Attention(AttentionScore.Additive, Units = 4, Heads = 2)]
        [Dense(1)]
        public sealed partial class AttentionModel;
        """);

    [Fact]
    public void Declaration_with_errors() =>
        Match(GeneratorRun.Of("[LstmModel(LookBack = 4)] [Lstm(0)] [Dense(1)] public partial class BrokenModel;"));

    private static void Match(string source, [CallerMemberName] string method = "") => Match(GeneratorRun.Clean(source), method);

    private static void Match(GeneratorRun run, [CallerMemberName] string method = "")
    {
        GeneratedSourceResult source = Assert.Single(run.Sources);
        Snapshot.Match($"//HintName: {source.HintName}\n{source.SourceText}", method: method);
    }
}
