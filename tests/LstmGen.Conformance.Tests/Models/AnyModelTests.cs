namespace LstmGen.Conformance.Models;

/// <summary>Algorithms that know no model's class: what they may ask is a constraint, and what they are told is what the class itself says.</summary>
public sealed class AnyModelTests
{
    private static readonly float[] s_windows = Values(30 * 18, 7);

    [Fact]
    public void Any_classifier_has_an_accuracy()
    {
        float[] classes = [.. Enumerable.Range(0, 30).Select(i => (float)(i * 7 % 4))];
        var model = new ClassModel(4);
        Assert.Equal(model.EvaluateClasses(WindowDataset.From(s_windows, classes, 6, 3, 1)).Accuracy, Accuracy(model, classes));
        Assert.Equal(4, ClassesOf<ClassModel>());
    }

    [Fact]
    public void Constants_are_those_of_the_declaration()
    {
        Assert.Equal((5, "O B-X I-X B-Y I-Y", true), TagsOf<TagModel>());
        Assert.Equal((5, Blank.First), SymbolsOf<TranscriptModel>());
        Assert.Equal((3, Blank.Last), SymbolsOf<TokenTranscripts>());
        Assert.Equal([0.05, 0.25, 0.5, 0.9], QuantilesOf<QuantileModel>());
        Assert.Equal((2, 3, 1), (TargetsOf<QuantileModel>(), TargetsOf<GaussianModel>(), TargetsOf<EveryStepGaussianModel>()));
        Assert.Equal(0.05f, SpreadOf<GaussianModel>());
        Assert.Equal((2, 1), (LabelsOf<EveryStepLabelModel>(), LabelsOf<OneLabelModel>()));
    }

    /// <summary>What follows a window is asked for where it exists: not of a model with an output for every step.</summary>
    [Fact]
    public void What_cannot_be_asked_is_no_interface()
    {
        Assert.True(typeof(QuantileModel).IsAssignableTo(typeof(IDistributionForecaster)));
        Assert.False(typeof(EveryStepQuantileModel).IsAssignableTo(typeof(IDistributionForecaster)));
        Assert.True(typeof(OneLabelModel).IsAssignableTo(typeof(ISingleLabeler)));
        Assert.False(typeof(EveryStepLabelModel).IsAssignableTo(typeof(ISingleLabeler)));
        Assert.False(typeof(TagModel).IsAssignableTo(typeof(IStreaming<>).MakeGenericType(typeof(int))));
    }

    [Fact]
    public void Any_stream_gives_the_bits_of_predict()
    {
        var model = new ClassModel(5);
        Bits.Equal(Predicted(model, s_windows[..18]), Streamed<ClassModel, ClassModel.State>(model, s_windows[..18]), "a stream of a classifier");
    }

    [Fact]
    public void Any_model_of_tokens_takes_ids()
    {
        ITokenModel[] models = [new TokenClassifier(2), new TokenLabels(2)];
        foreach (ITokenModel model in models)
        {
            float[] fromIds = new float[((SequenceModel)model).Description.OutputSize], fromFloats = new float[fromIds.Length];
            model.Predict([3, 1, 9], fromIds);
            ((SequenceModel)model).Predict([3f, 1, 9, 0, 0, 0], 3, fromFloats);
            Bits.Equal(fromFloats, fromIds, model.ToString()!);
        }
    }

    [Fact]
    public void No_model_is_named()
    {
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((ClassModel)null!).Classify(s_windows)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((ClassModel)null!).BalancedLoss(null!)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((OneLabelModel)null!).PredictLabel(s_windows, 3)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((TagModel)null!).Tag(s_windows, new int[6])).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((TagModel)null!).Marginals(s_windows, 3, new float[30])).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((TranscriptModel)null!).Transcribe(s_windows, new int[12])).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((TranscriptModel)null!).CreateBeamDecoder(2)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((AdditiveAttentionModel)null!).Attend(s_windows, 9, new float[2], new float[18])).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((GaussianModel)null!).ForecastPaths(s_windows, 3, new float[9])).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((TokenClassifier)null!).Classify([1, 2])).ParamName);
    }

    private static double Accuracy<T>(T model, float[] classes)
        where T : SequenceModel, IClassifier
    {
        int size = model.Description.InputSize;
        return classes.Select((actual, i) => model.Classify(s_windows.AsSpan(i * size, size)) == (int)actual ? 1.0 : 0.0).Average();
    }

    private static float[] Predicted(SequenceModel model, float[] window)
    {
        float[] output = new float[model.Description.OutputSize];
        model.Predict(window, output);
        return output;
    }

    private static float[] Streamed<T, TState>(T model, float[] window)
        where T : SequenceModel, IStreaming<TState>
        where TState : struct
    {
        TState state = default;
        float[] output = new float[model.Description.Outputs];
        for (int step = 0; step < window.Length; step += model.Description.Features)
        {
            model.Step(ref state, window.AsSpan(step, model.Description.Features), output);
        }

        return output;
    }

    private static int ClassesOf<T>()
        where T : IClassifier => T.Classes;

    private static (int Count, string Names, bool Spans) TagsOf<T>()
        where T : ITagger => (T.Tags, string.Join(' ', T.TagNames), T.TagsSpans);

    private static (int Symbols, Blank Blank) SymbolsOf<T>()
        where T : ITranscriber => (T.Symbols, T.Blank);

    private static double[] QuantilesOf<T>()
        where T : IQuantilePredictor => T.Quantiles.ToArray();

    private static int TargetsOf<T>()
        where T : IDistributionPredictor => T.Targets;

    private static float SpreadOf<T>()
        where T : IGaussianPredictor => T.MinimumSpread;

    private static int LabelsOf<T>()
        where T : ILabeler => T.Labels;

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];
    }
}
