using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// What rules ask of layers without knowing which layers there are.

/// <summary>A layer that ends in an activation function.</summary>
internal interface IActivated
{
    /// <summary>A member of LstmGen.Activation.</summary>
    string Activation { get; }
}

/// <summary>A layer that says itself which values it can have, where its activation alone does not.</summary>
internal interface IBounded
{
    /// <summary>The values that it can have.</summary>
    ActivationRange Range { get; }
}

/// <summary>A layer that is an activation function and nothing else.</summary>
internal interface IActivating : IActivated;

/// <summary>A layer that multiplies the values of each step by a full matrix.</summary>
internal interface IProjecting : IActivated;

/// <summary>A layer with a cell that goes on from step to step.</summary>
internal interface IRecurrent
{
    /// <summary>A member of LstmGen.Activation: of the gates; null where there are none.</summary>
    string? GateActivation { get; }

    /// <summary>A member of LstmGen.Activation: of the candidate, and of the cell on its way out.</summary>
    string CandidateActivation { get; }

    /// <summary>Whether a matrix of its own stands between the cell and its output.</summary>
    bool IsProjected { get; }

    /// <summary>Whether a stream starts from something it has learned instead of zeros; its state then says itself whether it has started.</summary>
    bool LearnsStart { get; }
}

/// <summary>A layer that sets a random share of some values to zero in training.</summary>
internal interface IDropping
{
    /// <summary>Every rate it has, whether written or not.</summary>
    IEnumerable<DropoutRate> Rates { get; }

    /// <summary>Whether it draws random masks in training.</summary>
    bool DrawsMasks { get; }
}

/// <summary>A layer that passes on what it reads, with noise in training alone.</summary>
internal interface INoise : IDropping;

/// <summary>A layer that can normalise by statistics of a whole batch in training: all tiles wait for each other before it, and once more on the way back.</summary>
internal interface IBatchwise
{
    /// <summary>What the runtime keeps of it; null where it goes tile by tile like any other.</summary>
    NormPlan? Norm { get; }

    /// <summary>Adds the moments of its input in a tile to <c>moments</c>.</summary>
    void WriteMoments(SourceWriter writer);
}

/// <summary>A layer that centres the values of each step on their mean.</summary>
internal interface ICentring;

/// <param name="Argument">That says it.</param>
/// <param name="Rate">The share of values that are set to zero.</param>
internal sealed record DropoutRate(string Argument, double Rate);

/// <summary>A layer that reads columns of the model's input as ids; such layers stand at the top and share the columns.</summary>
internal interface ITokenReader
{
    /// <summary>What it reads.</summary>
    TokenPlan Tokens { get; }

    /// <summary>The first of its columns.</summary>
    int FirstColumn { get; }

    /// <summary>Whether it may read so many columns; reports it where it may not. It is asked before the columns are shared out.</summary>
    bool ColumnsInRange(Build build);

    /// <summary>Says which columns it has.</summary>
    void ReadTokens(int firstColumn, Shape modelInput);
}

/// <summary>A layer that reads pictures and nothing else.</summary>
internal interface IPictureReader;

/// <summary>A layer that is advised against a fault of others.</summary>
internal interface IRemedy
{
    /// <summary>The fault.</summary>
    Remedy Cures { get; }

    /// <summary>The arguments of one of about that size.</summary>
    IEnumerable<LayerArgument> Sized(int size);
}

/// <summary>What a layer is advised for.</summary>
internal enum Remedy
{
    /// <summary>One vector, where steps are read.</summary>
    NoSteps,

    /// <summary>Steps without anything that looks across them.</summary>
    NoMemory,

    /// <summary>Pictures, where plain values are read.</summary>
    Pictures,

    /// <summary>Another number of values than is wanted.</summary>
    OtherWidth,
}

/// <summary>A layer that gives weights to the steps it reads, for users to read.</summary>
internal interface IWeighing
{
    /// <summary>Where the weights of its steps lie once it has run.</summary>
    AttentionPlan Attention { get; }
}

/// <summary>A layer that says which steps of the model's input are padding.</summary>
internal interface IMasking
{
    /// <summary>What every value of such a step is.</summary>
    float PaddingValue { get; }
}

/// <summary>A layer that adds the input of an earlier one to its own output.</summary>
internal interface ISkipping
{
    /// <summary>The earlier layer.</summary>
    Layer? SkipsFrom { get; }

    /// <summary>After that layer's input gradient: adds its own share to it.</summary>
    void WriteSkipGradient(SourceWriter writer, View inputGradient);
}

/// <summary>A layer whose gates can be looked at.</summary>
internal interface ITraced
{
    /// <summary>Names of the gate traces that it fills, with their units.</summary>
    IEnumerable<LayerTraces> Traces { get; }

    /// <summary>Copies what the tape of row 0 holds into <c>trace</c>; <paramref name="first"/> is the first of its traces.</summary>
    void WriteTrace(SourceWriter writer, int first);
}

/// <summary>The gate trace of a recurrent layer, or of one direction of it.</summary>
/// <param name="Name">As its parameters start.</param>
/// <param name="Units">Of the cell.</param>
/// <param name="Width">Of h.</param>
/// <param name="Gates">Which gates it shows, in the runtime's letters; null for those of an LSTM.</param>
internal sealed record LayerTraces(string Name, int Units, int Width, string? Gates = null);
