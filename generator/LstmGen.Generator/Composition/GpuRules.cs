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

        return layer.Operations.Select(GpuBackend.WhyNot).FirstOrDefault(reason => reason is not null);
    }
}
