// Command kubernetes holds etcd, the control plane and the kubelet in one binary:
// the first argument says which of them runs. One link instead of five saves minutes.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

var components = map[string]func() *cobra.Command{
	"etcd":                    etcd,
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllers.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
	"kubelet":                 func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) },
}

func main() {
	if len(os.Args) > 1 {
		if component, ok := components[os.Args[1]]; ok {
			os.Args = os.Args[1:]
			os.Exit(cli.Run(component()))
		}
	}
	fmt.Fprintln(os.Stderr, "usage: kubernetes etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubelet [flags]")
	os.Exit(2)
}

// etcd serves one member on loopback. It never syncs to disk: a test cluster does not outlive its run.
func etcd() *cobra.Command {
	config := embed.NewConfig()
	var client string
	command := &cobra.Command{Use: "etcd", RunE: func(*cobra.Command, []string) error {
		listen, err := url.Parse(client)
		if err != nil {
			return err
		}
		config.UnsafeNoFsync = true
		config.LogLevel = "warn"
		// Left at zero, every request counts as slow and is logged.
		config.WarningUnaryRequestDuration = embed.DefaultWarningUnaryRequestDuration
		config.ListenClientUrls = []url.URL{*listen}
		config.AdvertiseClientUrls = config.ListenClientUrls
		config.ListenPeerUrls = []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
		server, err := embed.StartEtcd(config)
		if err != nil {
			return err
		}
		return <-server.Err()
	}}
	command.Flags().StringVar(&config.Dir, "data-dir", "", "where the data is kept")
	command.Flags().StringVar(&client, "listen-client-url", "", "the URL that clients use")
	return command
}
