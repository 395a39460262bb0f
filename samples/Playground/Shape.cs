using System.Globalization;
using System.Text;
using LstmGen;
using LstmGen.Compiler;

namespace Playground;

/// <summary>The network and the training that settings ask for, as objects and as C#.</summary>
internal static class Shape
{
    /// <summary>Numbers that a character becomes.</summary>
    private const int EmbeddingWidth = 16;

    private const double Momentum = 0.9;

    /// <summary>Work of one update that a pause has to wait for, in multiply-adds: about 100 ms of two cores.</summary>
    private const double MostWork = 2.5e9;

    /// <summary>Multiply-adds of training a window, in those of predicting it.</summary>
    private const int TrainingShare = 3;

    /// <summary>The share of the windows that is held out.</summary>
    public const double ValidationShare = 0.2;

    public static readonly IReadOnlyList<string> Optimizers = ["adam", "adamw", "nadam", "rmsprop", "sgd", "momentum"];

    /// <summary>The declaration.</summary>
    /// <param name="settings">Without problems.</param>
    /// <param name="features">Values a step.</param>
    /// <param name="classes">Characters to tell apart; 0 where numbers are forecast.</param>
    /// <param name="scaling">How the model scales.</param>
    public static ModelSpec Of(Settings settings, int features, int classes, Scaling scaling)
    {
        var spec = new ModelSpec(new LstmModelAttribute { LookBack = settings.LookBack, Features = features, Scaling = scaling });
        if (classes > 0) spec.Add(new EmbeddingAttribute(classes, EmbeddingWidth));
        for (int i = 0; i < settings.Layers.Length; i++)
        {
            LayerSettings layer = settings.Layers[i];
            bool sequence = i < settings.Layers.Length - 1 || settings.Attention;
            spec.Add(layer.Kind == "gru"
                ? new GruAttribute(layer.Units) { Bidirectional = layer.Bidirectional, ReturnSequences = sequence }
                : new LstmAttribute(layer.Units) { Bidirectional = layer.Bidirectional, ReturnSequences = sequence });
            if (settings.Dropout > 0) spec.Add(new DropoutAttribute(settings.Dropout));
        }

        if (settings.Attention) spec.Add(new AttentionAttribute());
        return spec.Add(classes > 0 ? new SoftmaxAttribute(classes) : new DenseAttribute(settings.Horizon));
    }

    public static Optimizer OptimizerOf(Settings settings) => settings.Optimizer switch
    {
        "adamw" => new AdamW { LearningRate = settings.Rate },
        "nadam" => new Nadam { LearningRate = settings.Rate },
        "rmsprop" => new RmsProp { LearningRate = settings.Rate },
        "sgd" => new Sgd { LearningRate = settings.Rate },
        "momentum" => new Sgd { LearningRate = settings.Rate, Momentum = Momentum },
        _ => new Adam { LearningRate = settings.Rate },
    };

    /// <summary>What makes an update, or the validation of an epoch, too long to pause within it; null where nothing does.</summary>
    public static string? TooLarge(SequenceModel model, Settings settings, int windows)
    {
        double window = model.Description.MultiplyAddsPerWindow, work = window * TrainingShare * settings.Batch, validation = window * ValidationShare * windows;
        if (work > MostWork)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Expected at most {MostWork / 1e9:0.0} billion multiply-adds an update, so that pausing takes no longer than a moment, but got {work / 1e9:0.0}: a batch of {Math.Max(1, (int)(MostWork / work * settings.Batch))}, fewer units or a shorter look-back fits.");
        }

        return validation <= MostWork
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Expected at most {MostWork / 1e9:0.0} billion multiply-adds to validate an epoch, so that pausing takes no longer than a moment, but got {validation / 1e9:0.0} for {ValidationShare * windows:#,0} windows: fewer units, a shorter look-back or fewer data fit.");
    }

    /// <summary>The declaration and the training to copy into a program.</summary>
    public static string Code(Settings settings, ModelSpec spec, string windows)
    {
        string optimizer = settings.Optimizer switch
        {
            "adamw" => "AdamW",
            "nadam" => "Nadam",
            "rmsprop" => "RmsProp",
            "sgd" or "momentum" => "Sgd",
            _ => "Adam",
        };
        string momentum = settings.Optimizer == "momentum" ? string.Create(CultureInfo.InvariantCulture, $", Momentum = {Momentum}") : "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using LstmGen;

            var model = new Model(seed: {{settings.Seed}});
            FitReport report = model.Fit({{windows}}, new FitOptions
            {
                Epochs = {{settings.Epochs}},
                BatchSize = {{settings.Batch}},
                ValidationSplit = 0.2,
                Optimizer = new {{optimizer}} { LearningRate = {{settings.Rate}}{{momentum}} },
            });

            """);
        string declaration = spec.ToCSharp().ReplaceLineEndings("\n");
        return text.Append('\n').Append(declaration.Replace("using LstmGen;\n", "", StringComparison.Ordinal).Trim()).Append('\n').ToString().ReplaceLineEndings("\n");
    }
}
