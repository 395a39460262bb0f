namespace LstmGen.Runtime;

/// <summary>Words for what does not fit a model, put together apart from the checks, so that a first call compiles the checks alone.</summary>
internal static class SpanErrors
{
    public static ArgumentOutOfRangeException Steps(ModelDescription d, int length, string name) =>
        new(name, length, $"A window of {d.Name} has 1 to {d.LookBack} valid steps.");

    public static ArgumentException Window(ModelDescription d, int length) =>
        new($"Expected a window of {d.Name}, {d.LookBack} steps × {d.Features} features = {d.InputSize} values, but got {length}.", "window");

    public static ArgumentException Output(ModelDescription d, int length) =>
        new($"An output of {d.Name} has {d.OutputSteps} steps × {d.Outputs} = {d.OutputSize} values; the span holds {length}.", "output");

    public static ArgumentException Weights(ModelDescription d, int length, int size)
    {
        IEnumerable<string> parts = d.Attentions.Select(attention => $"{attention.Heads} × {attention.Steps}");
        return new(
            $"The attention weights (heads × steps) of {d.Name} are of {string.Join(" + ", parts)} = {size} values; the span holds {length}.", "weights");
    }

    public static ArgumentException StepInput(ModelDescription d, int length) => new($"Expected a step of {d.Name}, {d.Features} features, but got {length} values.", "input");

    public static ArgumentException StepOutput(ModelDescription d, int length) => new($"A step of {d.Name} gives {d.Outputs} values; the span holds {length}.", "output");

    public static ArithmeticException State(ModelDescription d) => new(
        $"Expected a finite state of {d.Name} after this step, but a value overflowed; the stream is as before. Scale the input, or leave this step out.");
}
