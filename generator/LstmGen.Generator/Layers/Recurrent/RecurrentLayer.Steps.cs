using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// Which steps a direction takes, in which order, and where it leaves them.
internal abstract partial class RecurrentLayer
{
    /// <summary>Whether two directions pass on what they have at the last step of the sequence, so that the backward one takes that step alone.</summary>
    private bool ReadsLastStep => Bidirectional && !_sequence && Shared.LastStep == "OfSequence";

    /// <summary>Whether a direction takes one step: its first.</summary>
    private bool TakesOneStep(Direction d) => d.Backwards && ReadsLastStep;

    /// <summary>Steps in the order in which a direction takes them: the backward one starts at the last.</summary>
    private static View InOrderOf(View view, Direction direction, int steps) => direction.Backwards ? view.Backwards(steps) : view;

    /// <summary>The hidden states of a direction in the order of time, or the last one.</summary>
    private View DirectionOutput(Direction d)
    {
        if (!_sequence)
        {
            return d.Work.Part(_code, "Last", 0, _kernels.StateRow);
        }

        // z of step t + 1 holds h of step t; a direction that took the last step first left them the other way round.
        View taken = d.Work.Part(_code, "ZStep", _kernels.ZStep, _kernels.ZRow);
        return InOrderOf(taken, d, Input.Steps);
    }

    /// <summary>The first of the steps that a direction takes, in its own order: rows end together when it comes from the end.</summary>
    private string From(Direction d) => d.Backwards ? $"{Input.Steps} - {Valid}.Longest" : "0";

    private string To(Direction d) => TakesOneStep(d) ? $"{Input.Steps + 1} - {Valid}.Shortest" : d.Backwards ? Text.Of(Input.Steps) : $"{Valid}.Longest";

    /// <summary>The steps that a direction takes, and where each row starts and ends among them.</summary>
    private string Range(Direction d) => d.Backwards
        ? $"{From(d)}, {To(d)}, {Valid}.StartsBackwards({Input.Steps}), {(TakesOneStep(d) ? $"{Valid}.StartsBackwards({Input.Steps + 1})" : $"RowLengths.All({Input.Steps})")}"
        : $"{From(d)}, {To(d)}, RowLengths.All(0), {Valid}";
}
