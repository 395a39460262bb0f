using System.Reflection;
using System.Runtime.CompilerServices;
using LstmGen.Inspection;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Traffic;

/// <summary>While a call trains or evaluates a model, every other call that changes it is refused: each public member is known here as one that reads or one that changes.</summary>
public sealed class RefusalTests
{
    private static readonly float[] Window = [.. Enumerable.Range(0, 12).Select(i => 40f + i)];

    private static readonly WindowDataset Data = WindowDataset.Of([.. Enumerable.Range(0, 60).Select(i => 40f + 20f * MathF.Sin(i * 0.7f))], 12);

    private static readonly byte[] Bytes = Saved();

    private static readonly byte[] CheckpointBytes = Checkpointed();

    private static readonly string SavedFile = Written("served.safetensors", Bytes);

    private static readonly string SavedCheckpoint = Written("served.checkpoint", CheckpointBytes);

    /// <summary>What changes a model, by its signature, and a call of it. To add one here is to promise that it asks <c>RefuseWhileRunning</c>.</summary>
    private static readonly Dictionary<string, Action<ServedForecast>> Changing = new()
    {
        ["Fit(WindowDataset, FitOptions)"] = model => model.Fit(Data),
        ["FitBatch(ReadOnlySpan<Single>, ReadOnlySpan<Single>, Optimizer, Loss, GradientClipping, Nullable<Double>, ReadOnlySpan<Single>, ReadOnlySpan<Int32>, Int32)"] =
            model => model.FitBatch(Window, [1f], new Adam()),
        ["ComputeGradient(ReadOnlySpan<Single>, ReadOnlySpan<Single>, Span<Single>, Loss, Span<Single>, ReadOnlySpan<Single>, ReadOnlySpan<Int32>, Int32)"] =
            model => model.ComputeGradient(Window, [1f], new float[model.Parameters.Count], Loss.MeanSquaredError),
        ["Evaluate(WindowDataset, Loss, Int32)"] = model => model.Evaluate(Data),
        ["Load(String)"] = model => model.Load(SavedFile),
        ["Load(Stream)"] = model => model.Load(new MemoryStream(Bytes)),
        ["Load(ReadOnlySpan<Byte>)"] = model => model.Load(Bytes.AsSpan()),
        ["LoadCheckpoint(String, Optimizer)"] = model => model.LoadCheckpoint(SavedCheckpoint),
        ["LoadCheckpoint(Stream, Optimizer)"] = model => model.LoadCheckpoint(new MemoryStream(CheckpointBytes)),
        ["LoadCheckpoint(ReadOnlySpan<Byte>, Optimizer)"] = model => model.LoadCheckpoint(CheckpointBytes.AsSpan()),
        ["CopyFrom(SequenceModel)"] = model => model.CopyFrom(new ServedForecast(9)),
        ["SetScaler(Scaler)"] = model => model.SetScaler(Scaler.Identity(1, 1)),
        ["FitScaler(WindowDataset)"] = model => model.FitScaler(Data),
        ["ResetStreams()"] = model => model.ResetStreams(),
        ["ResetStream(Int32)"] = model => model.ResetStream(0),
        ["CopyFrom(ReadOnlySpan<Single>)"] = model => model.Parameters.CopyFrom(new float[model.Parameters.Count]),
        ["Freeze(ReadOnlySpan<String>)"] = model => model.Parameters.Freeze("dense"),
        ["Unfreeze(ReadOnlySpan<String>)"] = model => model.Parameters.Unfreeze(),
        ["Set(String, ReadOnlySpan<Single>)"] = model => model.Parameters.Set("dense.bias", [1f]),
    };

    /// <summary>The same of models with other inputs and heads: they go through the members above.</summary>
    private static readonly HashSet<string> Through =
    [
        "Fit(IReadOnlyList<Int32[]>, IReadOnlyList<Int32[]>, FitOptions)",
        "FitBatch(ReadOnlySpan<Int32>, ReadOnlySpan<Single>, Optimizer, Loss, GradientClipping, Nullable<Double>, ReadOnlySpan<Single>, ReadOnlySpan<Int32>, Int32)",
        "Evaluate", "Warmup",
    ];

    /// <summary>What leaves a model as it is, by name.</summary>
    private static readonly HashSet<string> Reading =
    [
        "Predict", "PredictRaw", "PredictBatch", "PredictMonteCarlo", "PredictQuantile", "PredictQuantiles", "PredictInterval", "PredictDistribution", "Step", "Generate", "Forecast",
        "ForecastPaths", "ForecastQuantiles", "ForecastInterval", "Trace", "CreateTrace", "Classify", "ClassifyTopK", "PredictLabel", "PredictLabels", "Tag", "Marginals", "Transcribe", "CreateBeamDecoder",
        "Attend", "Translate", "LogProbability", "Pairs", "TargetsOf", "Save", "SaveCheckpoint", "ToBytes", "ExportOnnx", "ExportTorch", "ExportKeras", "GetDeclaredLayers", "CopyTo", "ShapeOf", "BalancedLoss", "Clone", "ToString",
        "get_Item", "get_Values", "get_Frozen", "get_Count", "get_Tensors", "get_Description", "get_Seed", "get_Parameters", "get_Scaler", "get_Layout", "get_Optimizer", "get_LongestTarget", "get_TagNames", "get_Names",
    ];

    public static TheoryData<string> ChangingCalls { get; } = [.. Changing.Keys];

    /// <summary>A new public member stands in one of the lists above, or this test names it.</summary>
    [Fact]
    public void Every_member_is_known()
    {
        Type[] types =
        [
            typeof(SequenceModel), typeof(SequenceToSequenceModel), typeof(ParameterSet), typeof(ServedForecast), typeof(ServedDistribution), typeof(ServedClasses),
            typeof(ServedTags), typeof(ServedTranslator),
        ];
        string[] unknown =
        [
            .. types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Concat(Extensions)
                .Where(method => !Reading.Contains(method.Name) && !Changing.ContainsKey(Signature(method)) && !Through.Any(Signature(method).StartsWith))
                .Select(method => $"{method.DeclaringType!.Name}.{Signature(method)}").Distinct(),
        ];
        Assert.InRange(Extensions.Length, 50, 200);
        Assert.True(unknown.Length == 0, $"Not known as reading or changing: {string.Join("; ", unknown)}.");
        Assert.DoesNotContain(
            types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)), property => property.SetMethod is { IsPublic: true });
    }

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public void A_call_from_within_fit_is_refused(string call)
    {
        ServedForecast model = new(1), undisturbed = new(1);
        int refused = 0;
        FitReport report = model.Fit(Data, new FitOptions { Epochs = 3, Progress = new Now(_ => refused += IsRefused(model, call, "Fit") ? 1 : 0) });
        FitReport expected = undisturbed.Fit(Data, new FitOptions { Epochs = 3 });
        Assert.Equal(3, refused);
        Assert.Equal(expected.Epochs.Select(epoch => epoch.Loss), report.Epochs.Select(epoch => epoch.Loss));
        Bits.Equal(undisturbed.Parameters.Values, model.Parameters.Values, "parameters");

        // Afterwards it is free again.
        Changing[call](model);
    }

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public void A_call_from_another_thread_is_refused(string call)
    {
        ServedForecast model = new(1);
        int refused = 0;
        model.Fit(Data, new FitOptions
        {
            Epochs = 2,
            Progress = new Now(_ =>
            {
                Thread thread = new(() => refused += IsRefused(model, call, "Fit") ? 1 : 0);
                thread.Start();
                thread.Join();
            }),
        });
        Assert.Equal(2, refused);
    }

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public void A_call_from_a_loss_is_refused(string call)
    {
        ServedForecast model = new(1);
        model.SetScaler(Scaler.Identity(1, 1));
        int refused = 0, asked = 0;
        Asking loss = new(running =>
        {
            asked++;
            refused += IsRefused(model, call, running) ? 1 : 0;
        });
        loss.Running = "FitBatch";
        model.FitBatch(Window, [1f], new Adam(), loss, maxDegreeOfParallelism: 1);
        loss.Running = "Evaluate";
        model.Evaluate(Data.Slice(0, 1), loss, maxDegreeOfParallelism: 1);
        loss.Running = "ComputeGradient";
        model.ComputeGradient(Window, [1f], new float[model.Parameters.Count], loss, maxDegreeOfParallelism: 1);
        Assert.Equal(3, asked);
        Assert.Equal(asked, refused);
    }

    /// <summary>A refused Load has read nothing.</summary>
    [Fact]
    public void A_refused_stream_is_where_it_was()
    {
        ServedForecast model = new(1);
        MemoryStream stream = new(Bytes);
        model.Fit(Data, new FitOptions { Epochs = 1, Progress = new Now(_ => Assert.Throws<InvalidOperationException>(() => model.Load(stream))) });
        Assert.Equal(0, stream.Position);
        model.Load(stream);
    }

    /// <summary>Predictions and copies are free while Fit runs, and see the weights of the epoch that has ended.</summary>
    [Fact]
    public void Reading_goes_on()
    {
        ServedForecast model = new(1);
        List<string> predicted = [], saved = [];
        model.Fit(Data, new FitOptions
        {
            Epochs = 3,
            Progress = new Now(_ =>
            {
                predicted.Add(Hammer.BitsOf([model.Predict(Window)]));
                MemoryStream stream = new();
                model.Save(stream);
                stream.Position = 0;
                ServedForecast copy = new(2);
                copy.Load(stream);
                saved.Add(Hammer.BitsOf([copy.Predict(Window)]));
            }),
        });
        Assert.Equal(saved, predicted);
        Assert.Equal(3, predicted.Distinct().Count());
    }

    private static bool IsRefused(ServedForecast model, string call, string running)
    {
        float[] before = model.Parameters.Values.ToArray();
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Changing[call](model));
        Assert.Contains($"{running} is running on this", refused.Message);
        Bits.Equal(before, model.Parameters.Values, call);
        return true;
    }

    /// <summary>The calls that the library adds to models with abilities.</summary>
    private static MethodInfo[] Extensions { get; } =
    [
        .. typeof(SequenceModel).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false) && method.IsGenericMethodDefinition
                && method.GetGenericArguments()[0].GetGenericParameterConstraints().Contains(typeof(SequenceModel))),
    ];

    private static string Signature(MethodInfo method) => $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))})";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static byte[] Saved()
    {
        MemoryStream stream = new();
        new ServedForecast(9).Save(stream);
        return stream.ToArray();
    }

    private static byte[] Checkpointed()
    {
        MemoryStream stream = new();
        new ServedForecast(9).SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static string Written(string name, byte[] bytes)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("lstmgen").FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private sealed class Now(Action<EpochReport> report) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => report(value);
    }

    private sealed class Asking(Action<string> ask) : Loss
    {
        public string Running { get; set; } = "";

        public override string Name => "asking";

        public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
        {
            ask(Running);
            return MeanSquaredError.Row(output, target, gradient);
        }
    }
}
