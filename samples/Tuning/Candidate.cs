using LstmGen;
using LstmGen.Compiler;

namespace Tuning;

/// <summary>Which recurrent layer.</summary>
internal enum Cell
{
    Lstm,
    Gru,
}

/// <summary>One choice of all hyper-parameters, and what it means to the library.</summary>
internal sealed record Candidate
{
    /// <summary>Of the gradient. The same for all: a high learning rate then fails less often.</summary>
    public const double LargestNorm = 1;

    public static GradientClipping Clipping { get; } = GradientClipping.ByGlobalNorm(LargestNorm);

    /// <summary>Counted from 1, which is the advice.</summary>
    public required int Number { get; init; }

    public required Cell Cell { get; init; }

    public required int Layers { get; init; }

    /// <summary>Of each recurrent layer.</summary>
    public required int Units { get; init; }

    public required int LookBack { get; init; }

    /// <summary>Share of values dropped after each recurrent layer.</summary>
    public required double Dropout { get; init; }

    public required double LearningRate { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>The declaration of the model.</summary>
    public ModelSpec Spec(Scaling scaling, int horizon)
    {
        var spec = new ModelSpec(new LstmModelAttribute { LookBack = LookBack, Scaling = scaling });
        for (int layer = 0; layer < Layers; layer++)
        {
            spec.Add(Cell == Cell.Lstm ? new LstmAttribute(Units) : new GruAttribute(Units));
            if (Dropout > 0)
            {
                spec.Add(new DropoutAttribute(Dropout));
            }
        }

        return spec.Add(new DenseAttribute(horizon));
    }
}
