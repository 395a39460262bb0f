using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>
/// The base of heads whose answer is classes: a dense projection of what comes in to scores, on a vector or on every step, a loss over the
/// scores, and a way from scores to the answer.
/// </summary>
internal abstract class HeadLayer : DenseLayer, IHead
{
    protected abstract override WeightOptions Weights { get; }

    protected override string Activation => "Linear";

    public virtual bool ScalesOutputs => false;

    public virtual string Distribution => "";

    public virtual int TargetSize => 0;

    public abstract string DefaultLoss { get; }

    public abstract string TakesLoss { get; }

    public virtual string BadTarget => "";

    public virtual string Finish => "";

    public virtual bool HasOwnLoss => false;

    public virtual void WriteLoss(SourceWriter writer)
    {
    }

    public override string Describe() => $"{Spec.Kind}({Units}){(Input.IsSequence ? ", on every step" : "")}";

    /// <summary>Refuses weights of a loss that are not one for each class or label, from 0 on.</summary>
    protected bool WeightsFit(Build build, string option, EquatableArray<double> weights, string noun)
    {
        if (weights.Count == 0)
        {
            return true;
        }

        int bad = weights.TakeWhile(weight => weight >= 0 && weight <= float.MaxValue).Count();
        string? problem = weights.Count != Units ? $"there are {Text.Count(Units, noun)} and {Text.Count(weights.Count, "number")}"
            : bad < weights.Count ? $"number {bad + 1} is {weights[bad].ToString("R", Text.Invariant)}"
            : weights.All(weight => (float)weight == 0) ? "all numbers are 0"
            : null;
        if (problem is null)
        {
            return true;
        }

        build.Report(Rules.WeightsDoNotFit, Index, option, option, problem);
        return false;
    }

    /// <summary>The arguments of a loss that are not at their defaults.</summary>
    protected string LossArguments(string parameter, EquatableArray<double> weights, double smoothing)
    {
        List<string> arguments = [];
        if (weights.Count > 0)
        {
            arguments.Add($"{parameter}: [{string.Join(", ", weights.Select(weight => Text.Literal((float)weight)))}]");
        }

        if (smoothing != 0)
        {
            arguments.Add($"labelSmoothing: {Text.Literal((float)smoothing)}");
        }

        return string.Join(", ", arguments);
    }
}
