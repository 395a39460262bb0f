using LstmGen.Compiler;
using LstmGen.Forecasting;

namespace Tutorial;

/// <summary>How to train, on one thread.</summary>
internal sealed record Recipe(int Epochs, double LearningRate = 0.003, int Batch = 32)
{
    public WindowDataset? Validation { get; init; }

    /// <summary>Epochs without improvement to wait for; 0 for no early stopping.</summary>
    public int Patience { get; init; }

    public IProgress<EpochReport>? Progress { get; init; }

    public FitOptions Options() => new()
    {
        Epochs = Epochs,
        LearningRate = LearningRate,
        BatchSize = Batch,
        Clipping = GradientClipping.ByGlobalNorm(1),
        Validation = Validation,
        EarlyStopping = Patience > 0 ? new EarlyStopping { Patience = Patience } : null,
        MaxDegreeOfParallelism = 1,
        Progress = Progress,
    };

    /// <summary>A model of a shape, trained.</summary>
    public SequenceModel Train(ModelSpec spec, long seed, WindowDataset training)
    {
        SequenceModel model = ModelCompiler.Compile(spec, seed);
        model.Fit(training, Options());
        return model;
    }

    /// <summary>How a shape does on a test after training.</summary>
    public ForecastAccuracy Judge(ModelSpec spec, long seed, WindowDataset training, WindowDataset test) =>
        ForecastAccuracy.Of(Train(spec, seed, training), test) ?? throw new InvalidOperationException("The test has no forecasts to compare.");

    /// <summary>One recurrent layer and an output.</summary>
    public static ModelSpec Lstm(int lookBack, int units, int outputs = 1, int features = 1, Scaling scaling = Scaling.Standard) =>
        new(new LstmModelAttribute { LookBack = lookBack, Features = features, Scaling = scaling }, new LstmAttribute(units), new DenseAttribute(outputs));
}
