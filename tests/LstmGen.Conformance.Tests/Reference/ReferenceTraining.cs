using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Reference;

/// <summary>A reference case's training in this library's terms.</summary>
internal static class ReferenceTraining
{
    public static Optimizer Optimizer(ReferenceConfig config) => config.Optimizer switch
    {
        "sgd" => new Sgd { Style = OptimizerStyle.PyTorch, LearningRate = 0.05 },
        "sgd_momentum" => new Sgd { Style = OptimizerStyle.PyTorch, LearningRate = 0.05, Momentum = 0.9 },
        "sgd_nesterov" => new Sgd { Style = OptimizerStyle.PyTorch, LearningRate = 0.05, Momentum = 0.9, Nesterov = true },
        "adam" => new Adam { Style = OptimizerStyle.PyTorch, LearningRate = 0.01 },
        "adamw" => new AdamW { Style = OptimizerStyle.PyTorch, LearningRate = 0.01, WeightDecay = 0.01 },
        "rmsprop" => new RmsProp { Style = OptimizerStyle.PyTorch, LearningRate = 0.01 },
        _ => throw new ArgumentException($"There is no optimizer {config.Optimizer}.", nameof(config)),
    };

    public static Loss Loss(ReferenceConfig config) => config.Loss switch
    {
        "mse" => LstmGen.Loss.MeanSquaredError,
        "mae" => LstmGen.Loss.MeanAbsoluteError,
        "huber" => new Huber(),
        "cross_entropy" => new OracleLossAdapter(ReferenceShape.OracleLoss(config), config.Outputs),
        _ => throw new ArgumentException($"There is no loss {config.Loss}.", nameof(config)),
    };

    public static GradientClipping? Clipping(ReferenceConfig config) =>
        config.ClipNorm is { } norm ? GradientClipping.ByGlobalNorm(norm) : null;

    /// <summary>As long as the outputs: class indices become one-hot vectors.</summary>
    public static float[] Targets(ReferenceCase reference) => Close.Narrow(
        reference.Config.Loss == "cross_entropy"
            ? OracleLossAdapter.OneHot(reference.Target.Data, reference.Config.Outputs)
            : reference.Target.Data);
}
