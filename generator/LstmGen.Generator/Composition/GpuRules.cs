using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Gpu;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Composition;

/// <summary>Of a model that asks for kernels for a GPU: every layer has some, or its attribute says what is missing.</summary>
internal static class GpuRules
{
    public static void Check(IReadOnlyList<Layer> layers, Build build)
    {
        foreach (Layer layer in layers)
        {
            if (WhyNot(layer, build) is { } why)
            {
                build.Report(
                    Rules.LayerOutOfPlace, layer.Index, "", layer.Spec.Kind, $"Gpu = true writes kernels for a GPU too, and {why}; leave out Gpu = true, or that layer or option");
            }
        }
    }

    private static string? WhyNot(Layer layer, Build build)
    {
        if (layer is IDecoder || layer.Decoder is not null)
        {
            return "the GPU has no kernels for decoders";
        }

        if (build.Carries && layer is IRecurrent)
        {
            return "the GPU has no kernels that carry states from window to window";
        }

        string? why = layer.Operations.Select(GpuBackend.WhyNot).FirstOrDefault(reason => reason is not null);
        if (why is not null)
        {
            return why;
        }

        // A tensor that no operation reads gets its gradient with the loss, such as the transitions of a CRF.
        HashSet<string> read = [.. layer.Operations.SelectMany(operation => operation.Parameters).Select(tensor => tensor.Name)];
        return build.Parameters.FirstOrDefault(tensor => tensor.Name.StartsWith(layer.Name + ".", StringComparison.Ordinal) && !read.Contains(tensor.Name)) is { } other
            ? $"the gradient of {other.Name} comes with the loss, which the processor computes"
            : null;
    }
}
