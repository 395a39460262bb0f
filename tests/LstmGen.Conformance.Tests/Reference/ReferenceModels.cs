namespace LstmGen.Conformance.Reference;

/// <summary>The networks of the reference cases, declared as a user would declare them.</summary>
internal static class ReferenceModels
{
    public static SequenceModel Create(string name) => name switch
    {
        "seed-model" => new SeedModel(1),
        "many-features" => new ManyFeaturesModel(1),
        "stacked-2" => new StackedTwiceModel(1),
        "stacked-3" => new StackedThriceModel(1),
        "bidirectional" => new BidirectionalModel(1),
        "bidirectional-stacked" => new BidirectionalStackedModel(1),
        "every-step" => new EveryStepModel(1),
        "classify" => new ClassifyModel(1),
        "tag" => new TagModel(1),
        _ => new TinyModel(1),
    };
}

[LstmModel(LookBack = 5)]
[Lstm(8)]
[Dense(1)]
internal sealed partial class TinyModel;

[LstmModel(LookBack = 20)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class SeedModel;

[LstmModel(LookBack = 7, Features = 5)]
[Lstm(12)]
[Dense(3)]
internal sealed partial class ManyFeaturesModel;

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(16)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class StackedTwiceModel;

[LstmModel(LookBack = 4, Features = 3)]
[Lstm(10)]
[Lstm(10)]
[Lstm(10)]
[Dense(2)]
internal sealed partial class StackedThriceModel;

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(9, Bidirectional = true)]
[Dense(1)]
internal sealed partial class BidirectionalModel;

[LstmModel(LookBack = 5, Features = 2)]
[Lstm(7, Bidirectional = true)]
[Lstm(7, Bidirectional = true)]
[Dense(1)]
internal sealed partial class BidirectionalStackedModel;

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(8, ReturnSequences = true)]
[Dense(3)]
internal sealed partial class EveryStepModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(11)]
[Dense(4)]
internal sealed partial class ClassifyModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(11, ReturnSequences = true)]
[Dense(4)]
internal sealed partial class TagModel;
